from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from perpignan.phases import all_phases


class BackofficeSite(AdminSite):
    """The team's back office; its first page tells what waits."""

    site_header = _("Perpignan Cœur de Ville")
    site_title = _("Administration")
    index_title = _("Ce qui vous attend")
    index_template = "admin/portal_index.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting = [item for phase in all_phases() for item in phase.waiting_for(request.user)]
        context = {"waiting": [item for item in waiting if item.count], **(extra_context or {})}
        return super().index(request, context)
