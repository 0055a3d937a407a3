"""The public page of the expectations: who asks for what."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from diagnostic import queries
from diagnostic.models import Expectation
from perpignan.study.models import Priority


class ExpectationListView(ListView):
    """The expectations by priority; `?priorite=P2` keeps those of one."""

    template_name = "diagnostic/expectation_list.html"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Expectation]:
        expectations = queries.expectations_for(self.request.user)
        self.chosen = self.request.GET.get("priorite", "").replace("\0", "")
        return expectations.filter(priority__code=self.chosen) if self.chosen else expectations

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        groups: dict[Priority | None, list[Expectation]] = {}
        for expectation in context["object_list"]:
            groups.setdefault(expectation.priority, []).append(expectation)
        return context | {
            "groups": list(groups.items()),
            "priorities": list(Priority.objects.all()),
            "chosen": self.chosen,
            "tab": "expectations",
            "breadcrumb": [(_("Diagnostic"), reverse("diagnostic:index")), (_("Attentes"), "")],
        }
