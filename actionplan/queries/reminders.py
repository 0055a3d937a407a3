"""What the plan's dates ask of the team: computed when read, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import CostKind, FundingOrigin, RequestState
from actionplan.models import ActionIndicator, ActionSheet, ActionStep, SheetLever, SheetPartner
from actionplan.queries.funding import all_funded_sheets, paying_lines, terms_of
from actionplan.queries.partners import due_commitments, parts_without_letter, parts_without_role
from actionplan.queries.solutions import undecided_solutions
from perpignan.study.enums import ActionStatus
from perpignan.study.wording import long_date


@dataclass(frozen=True)
class ReminderLine:
    """One thing to do: what, since when, and the page where it is done."""

    text: str
    url: str
    day: date | None = None


@dataclass(frozen=True)
class Reminder:
    """A kind of thing to do, and all of that kind that wait."""

    slug: str
    label: str | Promise
    lines: list[ReminderLine]


def reminders(day: date) -> list[Reminder]:
    """List everything that waits at `day`, kind by kind, empty kinds too."""
    late = late_actions(day)
    kinds: list[tuple[str, str | Promise, Iterable[ReminderLine]]] = [
        ("late", _("Actions en retard"), map(_late_line, late)),
        ("steps", _("Jalons dépassés"), map(_step_line, late_steps(day))),
        ("commitments", _("Engagements attendus"), map(_commitment_line, due_commitments(day))),
        ("letters", _("Engagements sans lettre"), map(_letter_line, parts_without_letter())),
        ("roles", _("Partenaires sans rôle"), map(_role_line, parts_without_role())),
        ("measures", _("Indicateurs sans mesure"), map(_indicator_line, unmeasured())),
        ("works", _("Travaux avant l'acceptation du dossier"), _works_lines(day)),
        ("solutions", _("Solutions à décider"), _solution_lines()),
    ]
    return [Reminder(slug, label, list(lines)) for slug, label, lines in kinds]


def late_actions(day: date) -> QuerySet[ActionSheet]:
    return ActionSheet.objects.late_at(day).select_related("action").order_by("planned_end", "pk")


def late_steps(day: date) -> QuerySet[ActionStep]:
    """List the milestones that should have been reached, of actions that go on."""
    steps = ActionStep.objects.filter(due_on__lt=day, done_on__isnull=True)
    going = steps.filter(sheet__actual_end__isnull=True).exclude(
        sheet__action__status=ActionStatus.DISCARDED
    )
    return going.select_related("sheet__action").order_by("due_on", "pk")


def unmeasured() -> QuerySet[ActionIndicator]:
    """List the indicators without a measure of actions that have begun."""
    begun = ActionIndicator.objects.filter(sheet__actual_start__isnull=False)
    return (
        begun.filter(measures__isnull=True)
        .exclude(sheet__action__status=ActionStatus.DISCARDED)
        .select_related("sheet__action")
        .order_by("code")
    )


@dataclass(frozen=True)
class EarlyWorks:
    """Works that would start before a funder has accepted the file: its aid may be lost."""

    sheet: ActionSheet
    line: SheetLever
    start: date


def early_works(day: date) -> list[EarlyWorks]:
    """List the requests not accepted when works start, once their preparation should begin.

    A line that is granted or paid was accepted; a date of acceptance after the start is
    told whatever the day, for the start may still move.
    """
    found = []
    for sheet in all_funded_sheets().filter(actual_end__isnull=True):
        terms = terms_of(sheet)
        start = terms.works_start or sheet.starts_on
        if start is None:
            continue
        weeks = terms.study_weeks + terms.quote_weeks + terms.council_weeks
        is_near = day >= start - timedelta(weeks=weeks)
        found += [
            EarlyWorks(sheet, line, start)
            for line in paying_lines(sheet)
            if _waits_for_a_file(line)
            and (line.accepted_on > start if line.accepted_on else is_near)
        ]
    return sorted(found, key=lambda early: (early.start, early.sheet.code))


def _waits_for_a_file(line: SheetLever) -> bool:
    """Say whether a funder must accept a file first: public aid to investment, still alive."""
    asks = line.origin in (FundingOrigin.PUBLIC, FundingOrigin.EUROPEAN)
    closed = line.is_firm or line.state == RequestState.REFUSED
    return asks and line.kind == CostKind.CAPITAL and not closed


def _is_early(line: SheetLever, start: date, is_near: bool) -> bool:
    return start < line.accepted_on if line.accepted_on else is_near


def _admin(sheet: ActionSheet) -> str:
    return reverse("admin:actionplan_actionsheet_change", args=[sheet.pk])


def _late_line(sheet: ActionSheet) -> ReminderLine:
    starts_late = sheet.actual_start is None
    told = _now("%(action)s : début attendu") if starts_late else _now("%(action)s : fin attendue")
    day = sheet.planned_start if starts_late else sheet.planned_end
    return ReminderLine(told % {"action": sheet.action}, _admin(sheet), day)


def _step_line(step: ActionStep) -> ReminderLine:
    return ReminderLine(f"{step.sheet.code} : {step.text}", _admin(step.sheet), step.due_on)


def _commitment_line(part: SheetPartner) -> ReminderLine:
    return ReminderLine(_named(part), _admin(part.sheet), part.commit_by)


def _letter_line(part: SheetPartner) -> ReminderLine:
    url = reverse("actionplan:sheet-files", args=[part.sheet.code])
    return ReminderLine(_named(part), url, part.committed_on)


def _role_line(part: SheetPartner) -> ReminderLine:
    return ReminderLine(_named(part), _admin(part.sheet))


def _named(part: SheetPartner) -> str:
    return f"{part.sheet.code} : {part.label}"


def _works_lines(day: date) -> Iterable[ReminderLine]:
    for early in early_works(day):
        words = {"code": early.sheet.code, "funder": early.line.name}
        if early.line.accepted_on:
            words["day"] = long_date(early.line.accepted_on)
            told = _now("%(code)s : début avant l'acceptation par %(funder)s, le %(day)s")
        else:
            told = _now("%(code)s : début sans dossier accepté par %(funder)s")
        yield ReminderLine(told % words, early.sheet.get_absolute_url(), early.start)


def _indicator_line(indicator: ActionIndicator) -> ReminderLine:
    url = reverse("admin:actionplan_actionindicator_change", args=[indicator.pk])
    return ReminderLine(f"{indicator.sheet.code} : {indicator.name}", url)


def _solution_lines() -> Iterable[ReminderLine]:
    for solution in undecided_solutions():
        url = reverse("admin:actionplan_solution_change", args=[solution.pk])
        yield ReminderLine(solution.title, url)
