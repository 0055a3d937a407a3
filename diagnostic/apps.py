from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perpignan import phases

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class DiagnosticConfig(phases.PhaseConfig):
    name = "diagnostic"
    slug = "diagnostic"
    order = 2
    verbose_name = _("Diagnostic")
    menu_label = _("Diagnostic")
    phase_codes = ("P2",)

    def figures(self) -> Sequence[phases.Figure]:
        # Models load after the apps.
        from diagnostic.models import Finding
        from diagnostic.queries import measured_indicators

        measured = str(_("indicateurs mesurés, avec leur source"))
        found = str(_("constats, avec leurs preuves"))
        findings = Finding.objects.active().public().count()
        return [
            phases.Figure(measured_indicators().count(), measured, reverse("diagnostic:index")),
            phases.Figure(findings, found, reverse("diagnostic:finding-list")),
        ]

    def waiting_for(self, user: "AbstractBaseUser | AnonymousUser") -> Sequence[phases.Waiting]:
        # Models load after the apps.
        from diagnostic.permissions import can_record_value
        from diagnostic.queries import (
            assets_to_verify,
            findings_without_action,
            findings_without_proof,
            imports_to_confirm,
            unmeasured_indicators,
            values_to_verify,
        )

        if not can_record_value(user):  # type: ignore[arg-type]  # the portal's user is study.User
            return ()
        verify = reverse("admin:diagnostic_indicatorvalue_changelist")
        missing = reverse("admin:diagnostic_indicator_changelist")
        assets = reverse("admin:diagnostic_digitalasset_changelist")
        gaps, to_verify = reverse("diagnostic:gaps"), "confidence__exact=to_verify"
        rows = (
            (_("Valeurs d'indicateurs à vérifier"), values_to_verify(), f"{verify}?{to_verify}"),
            (
                _("Indicateurs sans valeur publiée"),
                unmeasured_indicators(),
                f"{missing}?measured=no",
            ),
            (_("Éléments de l'inventaire à vérifier"), assets_to_verify(), f"{assets}?{to_verify}"),
            (_("Imports à vérifier"), imports_to_confirm(), reverse("diagnostic:import-list")),
            (_("Constats sans preuve"), findings_without_proof(), f"{gaps}#no-proof"),
            (_("Constats sans action"), findings_without_action(), f"{gaps}#no-action"),
        )
        return [phases.Waiting(str(label), found.count(), url) for label, found, url in rows]

    def public_pages(self) -> Sequence[phases.PublicPage]:
        # Models load after the apps.
        from diagnostic.models import Finding, Indicator, RankingSession
        from diagnostic.queries import themes

        pages = [
            phases.PublicPage(reverse("diagnostic:index"), str(_("Diagnostic"))),
            phases.PublicPage(reverse("diagnostic:asset-list"), str(_("Inventaire numérique"))),
            phases.PublicPage(reverse("diagnostic:expectation-list"), str(_("Attentes"))),
            phases.PublicPage(reverse("diagnostic:finding-list"), str(_("Constats"))),
            phases.PublicPage(reverse("diagnostic:ranking"), str(_("Quelles actions d'abord ?"))),
            phases.PublicPage(reverse("diagnostic:maturity"), str(_("Maturité numérique"))),
        ]
        pages += [
            phases.PublicPage(session.get_absolute_url(), session.title)
            for session in RankingSession.objects.frozen().only("code", "title")
        ]
        pages += [
            phases.PublicPage(finding.get_absolute_url(), finding.statement)
            for finding in Finding.objects.active().public().only("code", "statement")
        ]
        pages += [
            phases.PublicPage(reverse("diagnostic:theme-detail", args=[axis.code]), axis.name)
            for axis in themes()
        ]
        return pages + [
            phases.PublicPage(indicator.get_absolute_url(), indicator.name)
            for indicator in Indicator.objects.only("code", "name")
        ]
