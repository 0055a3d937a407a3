"""Check a funding plan against the law and the rules of its levers. Decimal only, no Django.

`plan.FundingPlan` says who pays what; `checking.check_plan` gives the findings of every
rule valid on a day; `figures` adds up rates, years, cash and scenarios; `vat` turns HT
into TTC and back. Each rule is one file of `rules/`. See docs/funding-rules.md.
"""
