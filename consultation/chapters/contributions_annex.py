"""The annex of the consultation: what residents wrote and agreed to see published."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy

from consultation import queries
from consultation.enums import ContributionAnswer
from consultation.models import Contribution
from perpignan.reports.annexes import AT_ONCE, Annex, Column, Type, Value, register_annex
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import CONSULTATION

COLUMNS = (
    Column(gettext_lazy("Consultation")),
    Column(gettext_lazy("Reçue le"), Type.DATE),
    Column(gettext_lazy("Titre")),
    Column(gettext_lazy("Texte")),
    Column(gettext_lazy("Thème")),
    Column(gettext_lazy("Secteur")),
    Column(gettext_lazy("Soutiens"), Type.INTEGER),
    Column(gettext_lazy("Réponse de la Ville")),
)


def rows(scope: Scope) -> Iterator[Sequence[Value]]:
    """Read the published contributions: an internal report holds no more of them."""
    found = queries.published_contributions().of_zone(scope.zone)
    found = found.order_by("consultation", "submitted_at", "pk")
    return map(_row, found.iterator(AT_ONCE))


def _row(contribution: Contribution) -> Sequence[Value]:
    answer = contribution.answer
    return (
        contribution.consultation.title,
        timezone.localdate(contribution.submitted_at),
        contribution.title,
        contribution.text,
        contribution.theme.name if contribution.theme else "",
        contribution.zone.name if contribution.zone else "",
        contribution.support_count,  # type: ignore[attr-defined]  # counted by the query
        str(ContributionAnswer(answer).label) if answer else "",
    )


register_annex(
    Annex(
        "contributions",
        gettext_lazy("Contributions publiées"),
        30,
        (CONSULTATION,),
        COLUMNS,
        rows,
        "consultation:index",
        by_zone=True,
    )
)
