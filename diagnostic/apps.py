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
        from diagnostic.queries import measured_indicators  # models load after the apps

        count = measured_indicators().count()
        label = str(_("indicateurs mesurés, avec leur source"))
        return [phases.Figure(count, label, reverse("diagnostic:index"))]

    def waiting_for(self, user: "AbstractBaseUser | AnonymousUser") -> Sequence[phases.Waiting]:
        # Models load after the apps.
        from diagnostic.permissions import can_record_value
        from diagnostic.queries import unmeasured_indicators, values_to_verify

        if not can_record_value(user):  # type: ignore[arg-type]  # the portal's user is study.User
            return ()
        verify = reverse("admin:diagnostic_indicatorvalue_changelist")
        missing = reverse("admin:diagnostic_indicator_changelist")
        return (
            phases.Waiting(
                str(_("Valeurs d'indicateurs à vérifier")),
                values_to_verify().count(),
                f"{verify}?confidence__exact=to_verify",
            ),
            phases.Waiting(
                str(_("Indicateurs sans valeur publiée")),
                unmeasured_indicators().count(),
                f"{missing}?measured=no",
            ),
        )

    def public_pages(self) -> Sequence[phases.PublicPage]:
        # Models load after the apps.
        from diagnostic.models import Indicator, RankingSession

        pages = [
            phases.PublicPage(reverse("diagnostic:index"), str(_("Diagnostic"))),
            phases.PublicPage(reverse("diagnostic:ranking"), str(_("Quelles actions d'abord ?"))),
            phases.PublicPage(reverse("diagnostic:maturity"), str(_("Maturité numérique"))),
        ]
        pages += [
            phases.PublicPage(session.get_absolute_url(), session.title)
            for session in RankingSession.objects.frozen().only("code", "title")
        ]
        return pages + [
            phases.PublicPage(indicator.get_absolute_url(), indicator.name)
            for indicator in Indicator.objects.only("code", "name")
        ]
