from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "perpignan.reports"
    label = "reports"
    verbose_name = _("Rapports")

    def ready(self) -> None:
        # The chapter registers when its module is imported.
        from perpignan.reports import study_chapter  # noqa: F401 - importing it registers it
