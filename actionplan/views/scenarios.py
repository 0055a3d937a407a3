"""Scenarios: the team writes them, waits for them, compares them, adopts one."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from actionplan import operations, permissions, queries
from actionplan.charts import build_pareto_chart
from actionplan.forms import AdoptForm, ScenarioCompareForm, ScenarioForm, VariantForm
from actionplan.models import Scenario, ScenarioBudget

View = Callable[..., HttpResponse]
May = Callable[[Any], bool]


def for_those(may: May) -> Callable[[View], View]:
    """Open a page to some people; load the scenario that its address names."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, code: str | None = None) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            if code is None:
                return view(request)
            try:
                return view(request, queries.get_scenario_for(request.user, code))
            except Scenario.DoesNotExist as error:
                raise Http404 from error

        return login_required(cache_control(private=True, no_store=True)(checked))

    return decorate


def _page(request: HttpRequest, name: str, *path: tuple[str, str], **context: Any) -> HttpResponse:
    start = [
        (_("Plan d’actions"), reverse("actionplan:index")),
        (_("Scénarios"), reverse("actionplan:scenario-list") if path else ""),
    ]
    context |= {
        "tab": "scenarios",
        "breadcrumb": [*start, *path],
        "can_edit": permissions.can_edit_scenario(request.user),
        "can_adopt": permissions.can_adopt_scenario(request.user),
    }
    return render(request, f"actionplan/{name}.html", context)


@for_those(permissions.can_view_scenarios)
@require_safe
def scenario_list(request: HttpRequest) -> HttpResponse:
    scenarios = list(queries.scenarios_for(request.user))
    computed = [item for item in scenarios if item.status == "done"]
    form = ScenarioCompareForm(scenarios=computed) if len(computed) > 1 else None
    return _page(request, "scenario_list", scenarios=scenarios, compare_form=form)


@for_those(permissions.can_view_scenarios)
@require_safe
def scenario_detail(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    return _detail(request, scenario)


def _detail(request: HttpRequest, scenario: Scenario, **forms: Any) -> HttpResponse:
    variant = {"value_basis": scenario.value_basis, "name": _("%s, variante") % scenario.name}
    context = {
        "scenario": scenario,
        "result": scenario.result,
        "values_day": _day(scenario),
        "chart": build_pareto_chart(scenario),
        "variant_form": VariantForm(initial=variant),
        "adopt_form": AdoptForm(),
    }
    return _page(request, "scenario_detail", (scenario.name, ""), **(context | forms))


def _day(scenario: Scenario) -> date | None:
    """Read the day of the ranking that the values come from."""
    values = (scenario.result or {}).get("values")
    return date.fromisoformat(values["day"]) if values else None


@for_those(permissions.can_view_scenarios)
@require_safe
def scenario_status(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Give the part of the page that moves; the page asks again until it is over."""
    response = render(request, "actionplan/_scenario_status.html", {"scenario": scenario})
    if not scenario.is_pending:
        response.status_code = HTMX_STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


@for_those(permissions.can_edit_scenario)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_create(request: HttpRequest) -> HttpResponse:
    form = ScenarioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scenario = operations.create_scenario(
            scenario=form.instance,
            budgets=[ScenarioBudget(year=year, amount=amount) for year, amount in form.budgets],
        )
        messages.success(request, _("Le scénario est créé. Il reste à le calculer."))
        return redirect(scenario)
    return _page(request, "scenario_form", (_("Nouveau scénario"), ""), form=form)


@for_those(permissions.can_edit_scenario)
@require_POST
def scenario_compute(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    try:
        operations.request_scenario(scenario=scenario, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(scenario)


@for_those(permissions.can_edit_scenario)
@require_POST
def scenario_cancel(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    if operations.cancel_scenario(scenario=scenario):
        messages.success(request, _("Le calcul est arrêté."))
    return redirect(scenario)


@for_those(permissions.can_edit_scenario)
@require_POST
def scenario_copy(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """Make a variant: the same limits, another budget."""
    form = VariantForm(request.POST)
    if not form.is_valid():
        return _detail(request, scenario, variant_form=form)
    return redirect(operations.copy_scenario(scenario=scenario, **form.cleaned_data))


@for_those(permissions.can_adopt_scenario)
@require_POST
def scenario_adopt(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            operations.adopt_scenario(scenario=scenario, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in, so a User of ours
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Le scénario est adopté."))
            return redirect(scenario)
    return _detail(request, scenario, adopt_form=form)


@for_those(permissions.can_view_scenarios)
@require_safe
def scenario_compare(request: HttpRequest) -> HttpResponse:
    """Put two computed scenarios side by side; the first two when none is chosen."""
    computed = list(queries.computed_scenarios_for(request.user))
    known = {scenario.code: scenario for scenario in computed}
    form = ScenarioCompareForm(request.GET or None, scenarios=computed)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    pair = [known[chosen[name]] for name in ("de", "a")] if chosen else computed[:2]
    if len(pair) < 2:
        return _page(request, "scenario_compare", (_("Comparer"), ""), pair=[])
    initial = {"de": pair[0].code, "a": pair[1].code}
    return _page(
        request,
        "scenario_compare",
        (_("Comparer"), ""),
        form=ScenarioCompareForm(initial=initial, scenarios=computed),
        pair=pair,
        comparison=queries.compare_scenarios(*pair),
    )
