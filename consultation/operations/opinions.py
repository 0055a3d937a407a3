"""Find the groups of opinion of a consultation and store what was found, frozen."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultation.models import Consultation, OpinionAnalysis, OpinionGroup
from consultation.operations.alone import is_alone
from consultation.operations.statements import gather_statements
from consultation.opinion.circles import Circle, circles, nearest_groups
from consultation.opinion.groups import LEAST_VOTES, Groups, analyse
from consultation.opinion.matching import matched, places_on
from consultation.opinion.report import as_json
from consultation.opinion.stability import REPLICATES
from consultation.opinion.votes import Votes
from consultation.queries.opinions import last_analysis
from consultation.queries.votes import votes_of, votes_stamp
from perpignan.arrays import Ints, np

#: The analyses kept whatever their age; before them, the last one of each day.
KEPT = 20
SEED = 0


@transaction.atomic
def analyse_opinions(
    *, consultation: Consultation, even_if_same: bool = False
) -> OpinionAnalysis | None:
    """Analyse the votes as they are now; None if nothing changed, or another worker does it."""
    if not is_alone("opinions", consultation):
        return None
    gather_statements(consultation=consultation)
    stamp, before = votes_stamp(consultation), last_analysis(consultation)
    if before is not None and before.stamp == stamp and not even_if_same:
        return None
    now = timezone.now()
    votes = votes_of(consultation, until=now)
    if not votes.people and before is None:
        return None
    found = analyse(votes, seed=SEED, least_people=settings.PUBLICATION_THRESHOLD)
    drawn = circles(found.projection.places, found.labels, least=settings.PUBLICATION_THRESHOLD)
    named = _named_groups(consultation, votes, found, before)
    analysis = OpinionAnalysis.objects.create(
        consultation=consultation,
        made_at=now,
        stamp=stamp,
        participant_count=len(votes.people),
        statement_count=int((~votes.refused).sum()),
        vote_count=int(votes.counted.sum()),
        group_count=found.k,
        stability=found.stability,
        parameters=_parameters(found),
        result=_result(found, drawn, named),
        axes=_axes(found, drawn),
    )
    _forget_old(consultation)
    return analysis


def refresh_opinions(*, consultation_id: int) -> OpinionAnalysis | None:
    """Analyse the votes of a consultation if any came since the last time."""
    found = Consultation.objects.filter(pk=consultation_id).first()
    return analyse_opinions(consultation=found) if found else None


def _parameters(found: Groups) -> dict[str, Any]:
    return {
        "seed": SEED,
        "least_votes": LEAST_VOTES,
        "least_people": settings.PUBLICATION_THRESHOLD,
        "replicates": REPLICATES,
        "silhouette": round(found.silhouette, 4),
    }


def _result(found: Groups, drawn: Sequence[Circle], named: Sequence[int]) -> dict[str, Any]:
    """Lay what may be read by all: counts, statements, circles; nobody's group or place."""
    told = as_json(found)
    del told["assignments"]
    for group, key in zip(told["groups"], named, strict=True):
        group["group"] = key
    for name in ("consensus", "divisive"):
        told[name] = [_numbered(line) for line in told[name]]
    for group in told["groups"]:
        group["representative"] = [_numbered(line) for line in group["representative"]]
    told["lines"] = _counted(found)
    told["circles"] = [[c.x, c.y, c.size, c.group] for c in drawn]
    return told


def _numbered(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"statement": int(line["statement"])}


def _counted(found: Groups) -> list[dict[str, Any]]:
    """Count each statement that is not refused: of everybody, then of each group."""
    lines = []
    for place, code in enumerate(found.votes.statements):
        if found.votes.refused[place]:
            continue
        lines.append(
            {
                "statement": int(code),
                **_cell(found.overall, 0, place),
                "groups": [_cell(found.by_group, group, place) for group in range(found.k)],
            }
        )
    return lines


def _cell(table: Any, row: int, place: int) -> dict[str, int]:
    agree, disagree = int(table.agree[row, place]), int(table.disagree[row, place])
    seen = int(table.seen[row, place])
    return {
        "agree": agree,
        "disagree": disagree,
        "pass": seen - agree - disagree,
        "votes": seen,
    }


def _axes(found: Groups, drawn: Sequence[Circle]) -> dict[str, Any]:
    return {
        "statements": list(found.votes.statements),
        "loadings": found.projection.loadings.round(6).tolist(),
        "means": found.projection.means.round(6).tolist(),
        "circles": [[c.x, c.y, c.size, c.group] for c in drawn],
    }


def _named_groups(
    consultation: Consultation, votes: Votes, found: Groups, before: OpinionAnalysis | None
) -> list[int]:
    """Return the lasting group of each group found, made when none of before goes on in it."""
    current = {
        group.pk: group
        for group in OpinionGroup.objects.filter(consultation=consultation, is_current=True)
    }
    goes_on = _going_on(votes, found.labels, before) if before else {}
    kept = {new: current[key] for new, key in goes_on.items() if key in current}
    retired = [group for key, group in current.items() if group not in kept.values()]
    for group in retired:
        group.is_current = False
        group.save(update_fields=["is_current"])
    taken = {group.letter for group in kept.values()}
    free = (letter for letter in ascii_uppercase if letter not in taken)
    keys = []
    for number in range(found.k):
        lasting = kept.get(number)
        if lasting is None:
            lasting = OpinionGroup.objects.create(consultation=consultation, letter=next(free))
        keys.append(lasting.pk)
    return keys


def _going_on(votes: Votes, labels: Ints, before: OpinionAnalysis) -> dict[int, int]:
    """Return the lasting group that each group found is, by the people they share."""
    axes = before.axes
    drawn = [Circle(x, y, size, group) for x, y, size, group in axes.get("circles", [])]
    if not drawn or not votes.people:
        return {}
    loadings = np.array(axes["loadings"], dtype=float).reshape(-1, 2)
    places = places_on(votes, axes["statements"], loadings, np.array(axes["means"], dtype=float))
    former = np.where(labels >= 0, nearest_groups(places, drawn), -1)
    keys = [group["group"] for group in before.result["groups"]]
    return {new: keys[old] for new, old in matched(former, labels).items() if old < len(keys)}


def _forget_old(consultation: Consultation) -> None:
    """Keep the last analyses, and of earlier days the last of each."""
    rows = OpinionAnalysis.objects.filter(consultation=consultation).order_by("-pk")
    days, gone = set(), []
    for pk, made_at in rows.values_list("pk", "made_at")[KEPT:]:
        day = timezone.localdate(made_at)
        if day in days:
            gone.append(pk)
        days.add(day)
    rows.filter(pk__in=gone).delete()


@transaction.atomic
def name_group(*, group: OpinionGroup) -> OpinionGroup:
    """Store the name that the team gives to a group; the history keeps the others."""
    group.full_clean()
    group.save()
    return group
