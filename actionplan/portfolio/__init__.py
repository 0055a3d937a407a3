"""Choose which actions to do, when, and who pays: the most value under every limit.

Pure Python and HiGHS, no Django. `reading.read_problem` turns plain data into a
`problem.Problem`, `planning.plan` solves it, `verifier.broken_rules` re-checks any
answer without the solver, `pareto.front` trades value against own money. Amounts are
whole cents everywhere but inside the solver. See docs/portfolio.md.
"""
