"""Rank actions on several criteria, and say how far the ranking can be relied on.

Pure numpy, no Django. Scores may be intervals or missing, weights may be uncertain.
`methods.rank` gives one ranking, `smaa.analyse` all the rankings that the uncertainty
allows, `sensitivity.smallest_swaps` what would change the result, and
`agreement.compare` how far stakeholders disagree.
"""
