from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "perpignan.accounts"
    label = "accounts"
    verbose_name = _("Comptes")

    def ready(self) -> None:
        # The receivers connect when their module is imported.
        from perpignan.accounts import sessions  # noqa: F401 - importing it connects them
