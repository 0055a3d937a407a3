from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perpignan import phases

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import Model


class ActionPlanConfig(phases.PhaseConfig):
    name = "actionplan"
    slug = "plan-actions"
    order = 4
    verbose_name = _("Plan d’actions")
    menu_label = _("Plan d’actions")
    phase_codes = ("P4", "P5", "P6")

    def figures(self) -> Sequence[phases.Figure]:
        from actionplan.models import ActionSheet  # models load after the apps

        count = ActionSheet.objects.public().count()
        return [phases.Figure(count, str(_("fiches-actions")), reverse("actionplan:index"))]

    def waiting_for(self, user: "AbstractBaseUser | AnonymousUser") -> Sequence[phases.Waiting]:
        # Models load after the apps.
        from actionplan.permissions import can_edit_sheet
        from actionplan.queries import incomplete_sheets

        if not can_edit_sheet(user):  # type: ignore[arg-type]  # the portal's user is study.User
            return ()
        labels = {
            "steps": _("Fiches-actions sans étape"),
            "partners": _("Fiches-actions sans partenaire"),
            "levers": _("Fiches-actions sans levier de financement"),
        }
        address = reverse("admin:actionplan_actionsheet_changelist")
        return [
            phases.Waiting(str(labels[part]), count, f"{address}?lacks={part}")
            for part, count in incomplete_sheets().items()
        ]

    def public_pages(self) -> Sequence[phases.PublicPage]:
        from actionplan.models import ActionSheet  # models load after the apps

        pages = [phases.PublicPage(reverse("actionplan:index"), str(_("Plan d’actions")))]
        sheets = ActionSheet.objects.public().select_related("action")
        return pages + [phases.PublicPage(s.get_absolute_url(), str(s)) for s in sheets]

    def page_of(self, record: "Model") -> str | None:
        """Give the page of an action, written or not: its sheet."""
        from perpignan.study.models import Action  # models load after the apps

        if not isinstance(record, Action):
            return None
        return reverse("actionplan:sheet-detail", args=[record.code])
