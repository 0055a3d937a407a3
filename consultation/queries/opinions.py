"""The last analysis of the opinions, as the page, the API and the report read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus, SpokenStatus
from consultation.models import Consultation, OpinionAnalysis, OpinionGroup, Statement
from perpignan.study.localisation import LocalisedText, localised_text


@dataclass(frozen=True)
class Shares:
    """How some people voted on a statement, in whole percent; None on too few votes."""

    label: str
    votes: int
    agree: int | None
    disagree: int | None
    passed: int | None

    @property
    def is_shown(self) -> bool:
        return self.agree is not None

    @property
    def disagree_from(self) -> int:
        """Tell where the part of those who disagree starts on a bar of a hundred."""
        return 100 - (self.disagree or 0)


@dataclass(frozen=True)
class StatementLine:
    """A statement with the votes of everybody, then of each group; `side` where it has one."""

    pk: int
    text: LocalisedText
    everybody: Shares
    groups: Sequence[Shares]
    side: str = ""


@dataclass(frozen=True)
class GroupLine:
    """A group as it is shown: its name, how many people, what it says that others do not."""

    number: int
    label: str
    description: str
    size: int
    share: int
    representative: Sequence[StatementLine]


@dataclass(frozen=True)
class Opinions:
    """What one analysis says, ready to be read; `groups` is empty when one is too small."""

    analysis: OpinionAnalysis
    participants: int
    statements: int
    votes: int
    grouped: int
    stability: float | None
    groups: Sequence[GroupLine]
    consensus: Sequence[StatementLine]
    divisive: Sequence[StatementLine]
    lines: Sequence[StatementLine]
    circles: Sequence[tuple[float, float, int, int]]

    @property
    def sizes(self) -> list[int]:
        return [group.size for group in self.groups]

    @property
    def made_at(self) -> datetime:
        return self.analysis.made_at

    @property
    def may_be_downloaded(self) -> bool:
        """Say whether votes may be given line by line: enough people, in no small group."""
        return bool(self.groups)


def last_analysis(consultation: Consultation) -> OpinionAnalysis | None:
    return OpinionAnalysis.objects.filter(consultation=consultation).order_by("-pk").first()


def consultations_to_analyse() -> list[int]:
    """List the consultations that may have got answers or votes."""
    silent = (ConsultationStatus.DRAFT, ConsultationStatus.ANNOUNCED)
    found = Consultation.objects.exclude(status__in=silent)
    return list(found.order_by("pk").values_list("pk", flat=True))


def opinions_of(consultation: Consultation) -> Opinions | None:
    """Read the last analysis in three statements; None while too few people voted.

    Statements refused since are left out at once, even before the next analysis.
    """
    analysis = last_analysis(consultation)
    if analysis is None or analysis.participant_count < settings.PUBLICATION_THRESHOLD:
        return None
    result = analysis.result
    statements = {
        item.pk: item
        for item in Statement.objects.filter(
            consultation=consultation, status=SpokenStatus.PUBLISHED
        )
    }
    names = {item.pk: item for item in OpinionGroup.objects.filter(consultation=consultation)}
    labels = _labels(result, names)
    lines = {
        line["statement"]: _line(line, statements[line["statement"]], labels)
        for line in result["lines"]
        if line["statement"] in statements
    }
    return Opinions(
        analysis=analysis,
        participants=analysis.participant_count,
        statements=analysis.statement_count,
        votes=analysis.vote_count,
        grouped=result["grouped"],
        stability=analysis.stability,
        groups=_groups(result, names, labels, lines),
        consensus=_chosen(result["consensus"], lines),
        divisive=_chosen(result["divisive"], lines) if labels else [],
        lines=list(lines.values()),
        circles=[tuple(circle) for circle in result["circles"]] if labels else [],
    )


def _labels(result: Mapping[str, Any], names: Mapping[int, OpinionGroup]) -> list[str]:
    """Name the groups; none when one of them, or all but one, is too small to be told."""
    sizes = [group["size"] for group in result["groups"]]
    if len(sizes) < 2 or min(sizes) < settings.PUBLICATION_THRESHOLD:
        return []
    return [group_label(names[group["group"]]) for group in result["groups"]]


def group_label(group: OpinionGroup) -> str:
    named = localised_text(group, "name").text
    return named or _("Groupe %(letter)s") % {"letter": group.letter}


def _line(line: Mapping[str, Any], statement: Statement, labels: Sequence[str]) -> StatementLine:
    cells = zip(labels, line["groups"], strict=False)
    return StatementLine(
        pk=statement.pk,
        text=statement_text(statement),
        everybody=shares(_("Tous"), line),
        groups=[shares(label, cell) for label, cell in cells],
    )


def statement_text(statement: Statement) -> LocalisedText:
    """Give a statement in the language of the page, else in the one it was written in."""
    found = localised_text(statement, "text")
    return LocalisedText(found.text, statement.language) if found.language == "fr" else found


def shares(label: str, cell: Mapping[str, int]) -> Shares:
    """Turn counts into whole percents that add up to a hundred; None on too few votes."""
    votes = cell["votes"]
    if votes < settings.PUBLICATION_THRESHOLD:
        return Shares(label, votes, None, None, None)
    return Shares(label, votes, *whole_percents([cell["agree"], cell["disagree"], cell["pass"]]))


def whole_percents(parts: Sequence[int]) -> list[int]:
    """Turn counts into whole percents of their sum: the largest remainders are rounded up."""
    total = sum(parts) or 1
    whole = [100 * part // total for part in parts]
    order = sorted(range(len(parts)), key=lambda place: -(100 * parts[place] % total))
    for place in order[: 100 - sum(whole)]:
        whole[place] += 1
    return whole


def _groups(
    result: Mapping[str, Any],
    names: Mapping[int, OpinionGroup],
    labels: Sequence[str],
    lines: Mapping[int, StatementLine],
) -> list[GroupLine]:
    parts = whole_percents([group["size"] for group in result["groups"]])
    return [
        GroupLine(
            number=number,
            label=label,
            description=names[group["group"]].description,
            size=group["size"],
            share=parts[number],
            representative=_chosen(group["representative"], lines),
        )
        for number, (label, group) in enumerate(zip(labels, result["groups"], strict=False))
    ]


def _chosen(
    told: Sequence[Mapping[str, Any]], lines: Mapping[int, StatementLine]
) -> list[StatementLine]:
    found = []
    for item in told:
        line = lines.get(item["statement"])
        if line is not None:
            side = str(item.get("for", ""))
            found.append(StatementLine(line.pk, line.text, line.everybody, line.groups, side))
    return found
