from consultation.resources.margins import CensusMarginResource

__all__ = ["CensusMarginResource"]
