from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Who steers the study: bodies, meetings, decisions, requests, notices, reviews."""

    name = "perpignan.governance"
    label = "governance"
    verbose_name = _("Pilotage de l'étude")

    def ready(self) -> None:
        # Registrations happen when these modules are imported.
        from perpignan.governance import (  # noqa: F401 - importing them registers them
            evidence,
            seeds,
            waits,
        )
