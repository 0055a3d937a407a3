"""What waits of the plan: a department's sheets to read again, proposals to look into."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from actionplan.models import ActionSheet, Solution
from actionplan.permissions import can_edit_sheet, can_propose_action
from actionplan.queries import late_sheets, own_sheets, proposed_actions, sheets_for
from perpignan.study import references
from perpignan.study.models import User
from perpignan.study.permissions import can_edit_action
from perpignan.study.waiting import AgendaKind, AgendaPoint, Duty, Waiting, Work, register, ways


def _parts(sheet: ActionSheet) -> list[references.Part]:
    """Give reviewers the texts of a sheet, those of its action first."""
    return [
        references.Part(sheet.action, ("title", "objective", "discard_reason")),
        references.Part(sheet, ("targets", "contact_function", "delay_reason")),
    ]


references.register(
    references.Kind(
        "sheet",
        _lazy("Fiche-action"),
        ActionSheet,
        sheets_for,
        ActionSheet.get_absolute_url,
        key="action__code",
        parts=_parts,
    )
)
references.register(
    references.Kind(
        "solution",
        _lazy("Solution"),
        Solution,
        Solution.objects.visible_to,
        Solution.get_absolute_url,
    )
)


def for_people(user: User, day: date) -> Iterator[Waiting]:
    if can_propose_action(user):
        for sheet in own_sheets(user):
            detail = _to_mend(sheet, day)
            if not detail:
                continue
            yield Waiting(
                f"sheet:{sheet.code}",
                Duty.REVIEW,
                _("Votre fiche-action : %(sheet)s") % {"sheet": sheet},
                reverse("actionplan:sheet-correct", args=[sheet.code]),
                detail=detail,
            )
    if can_edit_action(user) and can_edit_sheet(user):
        for action in proposed_actions():
            yield Waiting(
                f"proposal:{action.code}",
                Duty.REVIEW,
                _("Proposition d'un service : %(action)s") % {"action": action},
                reverse("actionplan:sheet-detail", args=[action.code]),
                detail=action.lead_department,
            )


def _to_mend(sheet: ActionSheet, day: date) -> str:
    """Tell a department what its sheet asks of it, empty if nothing."""
    if sheet.is_late_at(day):
        return _("En retard sur ses dates")
    if not sheet.contact_function:
        return _("Sans contact")
    return "" if sheet.targets else _("Sans publics visés")


def for_meetings(user: User, day: date) -> Iterator[AgendaPoint]:
    """Tell a meeting which actions are late."""
    for sheet in late_sheets(sheets_for(user), day):
        title = _("Action en retard : %(sheet)s") % {"sheet": sheet}
        yield AgendaPoint(
            f"late-action:{sheet.code}", AgendaKind.LATE, title, sheet.get_absolute_url()
        )


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to the sheets, their money and their progress; a contact, to those of hers."""
    edits, proposes = can_edit_sheet(user), can_propose_action(user)
    yield Work(
        70,
        _("Fiches-actions"),
        ways(
            (
                edits and user.is_staff,
                _("Compléter une fiche"),
                reverse("admin:actionplan_actionsheet_changelist"),
            ),
            (edits, _("Rappels"), reverse("actionplan:reminder-list")),
            (edits, _("Financements"), reverse("actionplan:funding")),
            (proposes, _("Mes fiches"), reverse("actionplan:own-sheets")),
            (proposes, _("Proposer une action"), reverse("actionplan:action-propose")),
        ),
    )


register("actionplan", for_people=for_people, for_meetings=for_meetings, for_weeks=for_weeks)
