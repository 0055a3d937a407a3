"""How alike cities are: standardised distances on the criteria that both cities hold."""

from benchmark.similarity.distance import Comparison, Contribution, Neighbour, nearest

__all__ = ["Comparison", "Contribution", "Neighbour", "nearest"]
