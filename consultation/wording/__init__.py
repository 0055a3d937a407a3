"""What the consultation says in words."""

from consultation.wording.budget import (
    RULE_SENTENCES,
    TIE_SENTENCE,
    ToldPart,
    rules_told,
    told_parts,
)
from consultation.wording.conditions import (
    Operator,
    condition_words,
    conditions_words,
)
from consultation.wording.methods import (
    BUDGET_MESSAGES,
    OPINION_MESSAGES,
    budget_message,
    opinion_message,
)
from consultation.wording.opinions import (
    opinions_headline,
    opinions_method,
    opinions_sentence,
    reliability_headline,
    reliability_method,
    stability_in_words,
)
from consultation.wording.weighting import (
    refusal_message,
)

__all__ = [
    "BUDGET_MESSAGES",
    "OPINION_MESSAGES",
    "RULE_SENTENCES",
    "TIE_SENTENCE",
    "Operator",
    "ToldPart",
    "budget_message",
    "condition_words",
    "conditions_words",
    "opinion_message",
    "opinions_headline",
    "opinions_method",
    "opinions_sentence",
    "refusal_message",
    "reliability_headline",
    "reliability_method",
    "rules_told",
    "stability_in_words",
    "told_parts",
]
