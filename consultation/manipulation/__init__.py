"""Mark answers that deserve a look, with the reason; nothing is ever removed.

numpy and scipy only, no Django. `marks.marks` takes plain ballots; callers compute results with
and without the marked ones.
"""
