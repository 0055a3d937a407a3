"""What is planned for a priority, what it costs, and where it stands."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.models import ActionSheet
from actionplan.queries import alive, budget_totals, mean_progress, sheets_for
from perpignan.study.models import Priority
from perpignan.study.permissions import Person
from perpignan.study.priorities import Part, register
from perpignan.study.telling import Told
from perpignan.study.wording import NARROW, percent


def actions(priority: Priority, user: Person) -> Part:
    sheets = _sheets(priority, user)
    done = sum(sheet.progress == 100 for sheet in sheets)
    told = ngettext(
        "%(count)d action, avancée à %(mean)s.",
        "%(count)d actions, avancées à %(mean)s en moyenne, dont %(done)d réalisées.",
        len(sheets),
    )
    numbers = {"count": len(sheets), "mean": percent(mean_progress(sheets)), "done": done}
    return Part(
        _("Ce qui est prévu, et où cela en est"),
        told % numbers if sheets else _("Aucune action publique n'y est encore prévue."),
        [_tell(sheet) for sheet in sheets],
        reverse("actionplan:dashboard"),
        _("Le suivi du plan"),
    )


def money(priority: Priority, user: Person) -> Part:
    """Add up orders of magnitude, amounts with and without VAT apart."""
    totals = budget_totals(_sheets(priority, user))
    said = [
        _("investissement : %(capital)s %(basis)s ; fonctionnement par an : %(operating)s")
        % {
            "capital": total.capital or "-",
            "operating": total.operating or "-",
            "basis": total.vat_basis,
        }
        for total in totals
    ]
    sentence = "; ".join(said).replace(" ;", f"{NARROW};")
    return Part(
        _("Ce que cela coûte"),
        f"{sentence[:1].upper()}{sentence[1:]}." if said else _("Rien n'est encore chiffré."),
        (),
        reverse("actionplan:funding"),
        _("Qui paie quoi"),
    )


def _sheets(priority: Priority, user: Person) -> list[ActionSheet]:
    return alive(sheets_for(user).filter(action__priority=priority))


def _tell(sheet: ActionSheet) -> Told:
    action = sheet.action
    detail = f"{action.get_status_display()}, {percent(sheet.progress)}"
    return Told(str(action), sheet.get_absolute_url(), "fr", detail, None, sheet.is_illustrative)


register("actions", 50, actions)
register("money", 51, money)
