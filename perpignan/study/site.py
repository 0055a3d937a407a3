from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perpignan.phases import Waiting, all_phases
from perpignan.study.permissions import Person, can_edit_deliverable, can_erase_people
from perpignan.study.queries import count_of_people_due, late_deliverables
from perpignan.study.recent import recent_changes


class BackofficeSite(AdminSite):
    """The team's back office; its first page tells what waits."""

    site_header = _("Perpignan Cœur de Ville")
    site_title = _("Administration")
    index_title = _("Ce qui vous attend")
    index_template = "admin/portal_index.html"

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the portal's one sign-in page, which limits attempts."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        return redirect_to_login(wanted, settings.LOGIN_URL)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting = [item for phase in all_phases() for item in phase.waiting_for(request.user)]
        waiting += _people_to_erase(request.user)
        is_follower = can_edit_deliverable(request.user)
        context = {
            "waiting": [item for item in waiting if item.count],
            "late_deliverables": late_deliverables() if is_follower else (),
            "recent_changes": recent_changes(self._viewable_models(request)),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def _viewable_models(self, request: HttpRequest) -> list[Any]:
        return [
            model
            for model, options in self._registry.items()
            if options.has_view_permission(request)
        ]


def _people_to_erase(user: Person) -> list[Waiting]:
    if not can_erase_people(user):
        return []
    url = f"{reverse('admin:study_resourceperson_changelist')}?due=yes"
    return [Waiting(gettext("Personnes ressources à effacer"), count_of_people_due(), url)]
