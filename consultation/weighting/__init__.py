"""Weigh respondents so that they look like the population, and say what it costs.

numpy only, no Django. `raking.rake` gives the weights, or refuses with the reason.
"""
