"""Count the ballots of a participatory budget, exactly, by several rules.

Whole numbers and fractions only, no Django. `pabulib.read_election` reads a `.pb` file and
`pabulib.write_election` publishes one, so that anyone can recount; `counting.count` applies a
rule and `counting.compare` puts several side by side.
"""
