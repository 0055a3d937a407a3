from types import SimpleNamespace

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from tablib.formats import registry


class StudyConfig(AppConfig):
    default = True
    name = "perpignan.study"
    label = "study"
    verbose_name = _("Étude")

    def ready(self) -> None:
        # Registrations happen when these modules are imported.
        # It reads the registry of triggers, which the models fill.
        from perpignan.migrating import install_triggers
        from perpignan.study import public, seeds  # noqa: F401 - importing them registers

        post_migrate.connect(install_triggers, sender=self)


class BackofficeConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own first page: what waits for the team."""

    default = False  # named in full in the settings; this module's default is the study
    default_site = "perpignan.study.site.BackofficeSite"

    def ready(self) -> None:
        # import-export tries every format of tablib as it starts, and tablib's own workbook
        # loads openpyxl: 10 MB. The portal offers its own, in perpignan.backoffice_formats.
        registry.register("xlsx", SimpleNamespace(title="xlsx"))
        super().ready()
