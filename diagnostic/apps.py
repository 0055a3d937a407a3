from django.utils.translation import gettext_lazy as _

from perpignan import phases


class DiagnosticConfig(phases.PhaseConfig):
    name = "diagnostic"
    slug = "diagnostic"
    order = 2
    verbose_name = _("Diagnostic")
    menu_label = _("Diagnostic")
    phase_codes = ("P2",)
