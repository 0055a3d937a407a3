"""The kinds of report that can be asked for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of report: its name, its formats, what it is for."""

    slug: str
    title: str | Promise
    purpose: str | Promise
    formats: tuple[str, ...] = ("pdf",)


PROGRESS = "progress"

KINDS = {
    PROGRESS: Kind(
        PROGRESS,
        _("État d'avancement de l'étude"),
        _("Où en est chaque étape, ce qui en est sorti, d'où cela vient."),
    ),
}
