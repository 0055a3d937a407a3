from django.utils.translation import gettext_lazy as _

from perpignan import phases


class ActionPlanConfig(phases.PhaseConfig):
    name = "actionplan"
    slug = "plan-actions"
    order = 4
    verbose_name = _("Plan d’actions")
    menu_label = _("Plan d’actions")
    phase_codes = ("P4", "P5", "P6")
