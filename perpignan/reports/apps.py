from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "perpignan.reports"
    label = "reports"
    verbose_name = _("Rapports")

    def ready(self) -> None:
        # Registrations happen when these modules are imported.
        from perpignan.reports import (  # noqa: F401 - importing registers
            glossary_chapter,
            study_chapter,
            waits,
        )
