"""Who answered beside who lives here, and what the answers would weigh if they were alike.

Weighted shares stand beside the others, never instead; what a list hides stays hidden here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from consultation.counting.lists import hide_in_list
from consultation.counting.matrix import Variable
from consultation.models import CensusMargin, Consultation, Question
from consultation.queries.following import PROFILES, census_margins
from consultation.queries.people import People
from consultation.weighting.raking import Margin, WeightingError, Weights, rake
from perpignan.arrays import Bools, np

#: No answer weighs less than a fifth of a person, nor more than five.
BOUNDS = (0.2, 5.0)


def weigh(
    consultation: Consultation, questions: Sequence[Question], people: People
) -> dict[str, Any]:
    """Compare with the census and weigh, or say why not: a document to store."""
    margins = census_margins(consultation)
    compared = {
        question.code: own
        for question in questions
        if question.profile in PROFILES and (own := _own(margins, question, people))
    }
    told: dict[str, Any] = {"census": {code: _census(own) for code, own in compared.items()}}
    try:
        margins_of_people, is_weighed = _margins(compared, people)
        weights = rake(margins_of_people, least=settings.PUBLICATION_THRESHOLD, bounds=BOUNDS)
    except WeightingError as refusal:
        return told | {"refusal": {"code": refusal.code, "values": refusal.values}}
    return told | _figures(weights) | {"questions": _shares(people, is_weighed, weights)}


def _own(
    margins: Mapping[str, Mapping[str, CensusMargin]], question: Question, people: People
) -> dict[str, CensusMargin]:
    """Keep the populations of the categories that the question proposes."""
    variable = people.variables.get(question.code)
    known = margins.get(question.profile, {})
    if variable is None or not variable.is_single:
        return {}
    return {code: known[code] for code in variable.codes if code in known}


def _census(own: Mapping[str, CensusMargin]) -> dict[str, Any]:
    return {
        "population": {code: margin.population for code, margin in own.items()},
        "sources": sorted({f"{margin.source} ({margin.year})" for margin in own.values()}),
        "is_illustrative": any(margin.is_illustrative for margin in own.values()),
    }


def _margins(
    compared: Mapping[str, Mapping[str, CensusMargin]], people: People
) -> tuple[list[Margin], Bools]:
    """Keep the people whose category the census knows on every margin."""
    is_weighed = np.ones(people.count, dtype=bool)
    placed: dict[str, Any] = {}
    for code, own in compared.items():
        names = list(own)
        of_place = np.full(len(people.variables[code].codes) + 1, -1)
        for place, name in enumerate(people.variables[code].codes):
            of_place[place] = names.index(name) if name in own else -1
        placed[code] = of_place[people.places(code)]
        is_weighed &= placed[code] >= 0
    return [
        Margin(
            code,
            tuple(own),
            np.array([margin.population for margin in own.values()], dtype=float),
            placed[code][is_weighed],
        )
        for code, own in compared.items()
    ], is_weighed


def _figures(weights: Weights) -> dict[str, Any]:
    return {
        "people": len(weights.values),
        "effective": weights.effective,
        "design_effect": weights.design_effect,
        "deviation": weights.deviation,
        "trimmed": weights.trimmed,
        "bounds": list(BOUNDS),
    }


def _shares(people: People, is_weighed: Bools, weights: Weights) -> dict[str, Any]:
    """Give for each question its weighted shares, in percent, and its effective sample size."""
    said = people.said[is_weighed]
    return {
        name: _share(people, said[:, variable.columns], variable, weights)
        for name, variable in people.variables.items()
        if variable.has_rest and variable.codes
    }


def _share(people: People, said: Any, variable: Variable, weights: Weights) -> dict[str, Any]:
    threshold = settings.PUBLICATION_THRESHOLD
    answered = said.any(axis=1)
    own = weights.values[answered]
    hidden = hide_in_list(people.pairs[0, variable.columns], threshold)[0]
    hidden |= hide_in_list(said.sum(axis=0, dtype=np.int64), threshold)[0]
    if len(own) < threshold:
        return {"shares": [None] * len(variable.codes), "effective": 0.0}
    shares = 100 * (own @ said[answered]) / own.sum()
    return {
        "shares": [
            None if is_hidden else round(float(share), 1)
            for share, is_hidden in zip(shares, hidden, strict=True)
        ],
        "effective": float(own.sum() ** 2 / (own @ own)),
    }
