from django.utils.translation import gettext_lazy as _

from perpignan import phases


class ConsultationConfig(phases.PhaseConfig):
    name = "consultation"
    slug = "consultation"
    order = 3
    verbose_name = _("Consultation")
    menu_label = _("Consultation")
    phase_codes = ("P3",)
