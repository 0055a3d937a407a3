"""The risks of the study: what may go wrong, and where each stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.enums import RiskState
from perpignan.governance.forms import RiskForm
from perpignan.governance.permissions import can_edit_risk, can_view_risks
from perpignan.governance.views.doors import crumbs, for_members, refused


@for_members
@require_safe
def risk_list(request: HttpRequest) -> HttpResponse:
    """Show what may go wrong, the heaviest first; what is closed comes last."""
    if not can_view_risks(request.user):
        raise PermissionDenied
    risks = list(queries.risks_in_order())
    live = [risk for risk in risks if risk.state != RiskState.CLOSED]
    context = {
        "groups": [
            (_("Suivis ou survenus"), live),
            (_("Clos"), [risk for risk in risks if risk.state == RiskState.CLOSED]),
        ],
        "live_count": len(live),
        "occurred_count": sum(risk.state == RiskState.OCCURRED for risk in risks),
        "can_edit": can_edit_risk(request.user),
        "tab": "risks",
        "breadcrumb": crumbs((_("Risques"), None)),
    }
    return render(request, "governance/risk_list.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def risk_review(request: HttpRequest, code: str) -> HttpResponse:
    """Say where a risk stands today."""
    if not can_edit_risk(request.user):
        raise PermissionDenied
    risk = get_object_or_404(queries.risks_in_order(), code=code)
    form = RiskForm(request.POST or None, instance=risk)
    if form.is_valid():
        try:
            operations.review_risk(risk=risk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("C'est noté : le risque est revu aujourd'hui."))
            return redirect("governance:risk-list")
    context = {
        "risk": risk,
        "form": form,
        "tab": "risks",
        "breadcrumb": crumbs((_("Risques"), reverse("governance:risk-list")), (risk.title, None)),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/risk_review.html", context, status=status)
