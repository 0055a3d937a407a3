"""The result as plain dictionaries, ready for JSON."""

from typing import Any

from consultation.opinion.groups import Groups
from consultation.opinion.statements import Divisive, Representative, Shared


def as_json(groups: Groups) -> dict[str, Any]:
    """Write the groups down: counts, k, who is where, what each group says.

    `participants`: people who voted. `statements`: those not refused. `votes`: last votes
    on them. `assignments`: group of each participant, null when in none. Shares and tests are
    rounded to four places.
    """
    votes = groups.votes
    return {
        "participants": len(votes.people),
        "statements": int((~votes.refused).sum()),
        "votes": int(votes.counted.sum()),
        "grouped": sum(groups.sizes),
        "minimum_group_size": groups.least,
        "k": groups.k,
        "assignments": {
            person: None if label < 0 else label
            for person, label in zip(votes.people, groups.labels.tolist(), strict=True)
        },
        "groups": [
            {
                "id": number,
                "size": size,
                "representative": [
                    _representative(groups, found) for found in groups.representative[number]
                ],
            }
            for number, size in enumerate(groups.sizes)
        ],
        "consensus": [_shared(groups, found) for found in groups.consensus],
        "divisive": [_divisive(groups, found) for found in groups.divisive],
        "silhouette": _rounded(groups.silhouette),
        "stability": None if groups.stability is None else _rounded(groups.stability),
    }


def _named(groups: Groups, place: int) -> dict[str, Any]:
    code = groups.votes.statements[place]
    text = groups.votes.texts.get(code)
    return {"statement": code} | ({"text": text} if text else {})


def _counts(found: Representative | Shared) -> dict[str, Any]:
    return {
        "for": str(found.side),
        "agree": found.agree,
        "disagree": found.disagree,
        "pass": found.seen - found.agree - found.disagree,
        "votes": found.seen,
        "share": _rounded(found.share),
        "test": _rounded(found.test),
    }


def _representative(groups: Groups, found: Representative) -> dict[str, Any]:
    told = _named(groups, found.statement) | _counts(found)
    told |= {"repness": _rounded(found.ratio), "repness_test": _rounded(found.ratio_test)}
    return told | ({"best_agree": True} if found.best_agree else {})


def _shared(groups: Groups, found: Shared) -> dict[str, Any]:
    return _named(groups, found.statement) | _counts(found)


def _divisive(groups: Groups, found: Divisive) -> dict[str, Any]:
    shares = {str(number): _rounded(share) for number, share in enumerate(found.shares)}
    measures = {"spread": _rounded(found.spread), "test": _rounded(found.test)}
    return _named(groups, found.statement) | {"agreement_by_group": shares} | measures


def _rounded(number: float) -> float:
    return round(number, 4)
