from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
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
        from actionplan.permissions import can_edit_sheet, can_propose_action
        from actionplan.queries import ANY, incomplete_sheets, own_sheets, reminders

        if can_propose_action(user):  # type: ignore[arg-type]  # the portal's user is study.User
            own = own_sheets(user)  # type: ignore[arg-type]  # the same
            label = str(_("Fiches-actions de votre service"))
            return [phases.Waiting(label, len(own), reverse("actionplan:own-sheets"))]
        if not can_edit_sheet(user):  # type: ignore[arg-type]  # the portal's user is study.User
            return ()
        sheets = reverse("admin:actionplan_actionsheet_changelist")
        lacking = phases.Waiting(
            str(_("Fiches-actions à compléter")), incomplete_sheets()[ANY], f"{sheets}?lacks={ANY}"
        )
        page = reverse("actionplan:reminder-list")
        return [lacking] + [
            phases.Waiting(str(kind.label), len(kind.lines), f"{page}#{kind.slug}")
            for kind in reminders(timezone.localdate())
        ]

    def public_pages(self) -> Sequence[phases.PublicPage]:
        from actionplan.models import ActionSheet, Solution  # models load after the apps

        own = (
            ("index", _("Plan d’actions")),
            ("strategy", _("Stratégie globale")),
            ("solution-list", _("Solutions")),
            ("partner-list", _("Partenaires du plan")),
            ("funding", _("Financements du plan")),
            ("lever-list", _("Leviers de financement")),
            ("deadline-list", _("Échéances des leviers")),
            ("schedule", _("Calendrier du plan")),
            ("dashboard", _("Suivi du plan")),
            ("version-list", _("Versions du plan")),
        )
        pages = [
            phases.PublicPage(reverse(f"actionplan:{name}"), str(label)) for name, label in own
        ]
        pages += [
            phases.PublicPage(solution.get_absolute_url(), solution.title)
            for solution in Solution.objects.public().only("code", "title")
        ]
        sheets = ActionSheet.objects.public().select_related("action")
        return pages + [phases.PublicPage(s.get_absolute_url(), str(s)) for s in sheets]

    def page_of(self, record: "Model") -> str | None:
        """Give the page of an action, written or not: its sheet; and that of a lever."""
        from perpignan.study.models import Action, FundingLever  # models load after the apps

        if isinstance(record, FundingLever):
            return reverse("actionplan:lever-detail", args=[record.code])

        if not isinstance(record, Action):
            return None
        return reverse("actionplan:sheet-detail", args=[record.code])
