"""The plan as open data: its public actions, its levers, the aid that was granted."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionSheet
from actionplan.queries import sheets_for
from perpignan.study.enums import Confidence
from perpignan.study.models import FundingLever
from perpignan.study.open_data import (
    Address,
    Column,
    Dataset,
    address_column,
    illustrative_column,
    register,
)


def _levers() -> Iterable[FundingLever]:
    known = FundingLever.objects.exclude(confidence=Confidence.TO_VERIFY)
    return known.prefetch_related("priorities").order_by("code")


register(
    Dataset(
        "actions",
        _("Actions du plan"),
        _("Les actions publiques : qui les porte, combien, quand, où elles en sont."),
        50,
        (
            Column("code", _("Code de l'action"), lambda s: s.action.code),
            Column("title", _("Titre"), lambda s: s.action.title),
            Column("priority", _("Code de la priorité"), lambda s: s.action.priority.code),
            Column(
                "axes",
                _("Codes des axes, séparés par des espaces"),
                lambda s: " ".join(axis.code for axis in s.action.axes.all()),
            ),
            Column("objective", _("Objectif"), lambda s: s.action.objective),
            Column("lead_department", _("Service responsable"), lambda s: s.action.lead_department),
            Column("status", _("État de l'action"), lambda s: s.action.status),
            Column("capital_min", _("Investissement, au moins (€)"), lambda s: s.capital_min),
            Column("capital_max", _("Investissement, au plus (€)"), lambda s: s.capital_max),
            Column(
                "operating_min", _("Fonctionnement annuel, au moins (€)"), lambda s: s.operating_min
            ),
            Column(
                "operating_max", _("Fonctionnement par an, au plus (€)"), lambda s: s.operating_max
            ),
            Column("vat_basis", _("Base des montants : HT ou TTC"), lambda s: s.vat_basis),
            Column("planned_start", _("Début prévu"), lambda s: s.planned_start),
            Column("planned_end", _("Fin prévue"), lambda s: s.planned_end),
            Column("progress", _("Avancement, de 0 à 100"), lambda s: s.progress),
            address_column(_("Adresse de la page")),
            illustrative_column(),
        ),
        lambda: sheets_for(AnonymousUser()),
        ActionSheet,
        lambda: [
            Address(
                _("subventions accordées, schéma SCDL (CSV)"), reverse("actionplan:granted-aid")
            ),
            Address(_("interface de programmation"), "/api/v1/action-sheets/"),
        ],
    )
)
register(
    Dataset(
        "leviers",
        _("Leviers de financement"),
        _("Les aides, prêts et dotations du catalogue qui sont vérifiés."),
        51,
        (
            Column("code", _("Code du levier"), lambda v: v.code),
            Column("name", _("Nom"), lambda v: v.name),
            Column("body", _("Organisme"), lambda v: v.body),
            Column("kind", _("Nature : subvention, prêt, dotation..."), lambda v: v.kind),
            Column("rate_min", _("Taux minimal (%)"), lambda v: v.rate_min),
            Column("rate_max", _("Taux maximal (%)"), lambda v: v.rate_max),
            Column("ceiling", _("Plafond (€)"), lambda v: v.ceiling),
            Column("opens_on", _("Ouvre le"), lambda v: v.opens_on),
            Column("closes_on", _("Ferme le"), lambda v: v.closes_on),
            Column(
                "priorities",
                _("Codes des priorités, séparés par des espaces"),
                lambda v: " ".join(item.code for item in v.priorities.all()),
            ),
            Column("legal_reference", _("Référence"), lambda v: v.legal_reference),
        ),
        _levers,
        FundingLever,
        lambda: [Address(_("interface de programmation"), "/api/v1/funding-levers/")],
    )
)
