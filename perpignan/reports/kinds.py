"""The kinds of report that can be asked for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of report: its name, its formats, what it is for.

    `deliverable` is the code of the deliverable that it is, where it is one: the report
    is a working document until that deliverable is admitted.
    """

    slug: str
    title: str | Promise
    purpose: str | Promise
    formats: tuple[str, ...] = ("pdf", "docx", "odt", "xlsx", "pptx")
    deliverable: str = ""
    urgency: int = 5


#: What passes first in the queue: the smallest.
URGENT, DEFAULT_URGENCY, HEAVY = 1, 5, 9

PROGRESS = "progress"
DIAGNOSTIC = "diagnostic"
SOLUTIONS = "solutions"
ACTION_PLAN = "action_plan"
CONSULTATION = "consultation"

KINDS = {
    PROGRESS: Kind(
        PROGRESS,
        _("État d'avancement de l'étude"),
        _("Où en est chaque étape, ce qui en est sorti, d'où cela vient."),
    ),
    DIAGNOSTIC: Kind(
        DIAGNOSTIC,
        _("Diagnostic (L2)"),
        _("Où en est le cœur de ville, ce que l'on attend, quelles actions d'abord et pourquoi."),
    ),
    SOLUTIONS: Kind(
        SOLUTIONS,
        _("Solutions, partenariats et leviers (L4)"),
        _("Quelles solutions sont retenues ou écartées et pourquoi, qui fait quoi."),
    ),
    ACTION_PLAN: Kind(
        ACTION_PLAN,
        _("Plan d'actions (L5)"),
        _("Les fiches-actions, leur calendrier, leurs indicateurs et où elles en sont."),
    ),
    CONSULTATION: Kind(
        CONSULTATION,
        _("Consultation (L3)"),
        _("Comment les habitants sont consultés, qui a participé, ce qu'ils ont répondu."),
    ),
}
