"""Public pages of the benchmark."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benchmark import charts, queries
from benchmark.forms import InitiativeSearchForm
from benchmark.models import Initiative
from perpignan.governance.permissions import can_use_workspace
from perpignan.phases import page_of
from perpignan.study.models import Quote

PER_PAGE = 12
ROWS = 30
MIN_COMPARED, MAX_COMPARED = 2, 4


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponse:
    """Search the sheets; what cannot be understood in the address filters nothing."""
    form = InitiativeSearchForm(request.GET, user=request.user)
    form.is_valid()
    found = queries.search_initiatives(request.user, form.filters)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    active = [_removable(request.GET, name, words) for name, words in form.active]
    context = {
        "form": form,
        "page_obj": page,
        "page_range": _page_range(page),
        "active_filters": active,
        "total": queries.visible_initiatives(request.user).count(),
        "breadcrumb": _breadcrumb(),
    }
    return render(request, "benchmark/initiative_list.html", context)


def _removable(asked: QueryDict, name: str, words: str) -> dict[str, str]:
    """Make the address of the same list without this filter."""
    others = asked.copy()
    for leaving in (name, "page"):
        others.pop(leaving, None)
    query = others.urlencode()
    return {"label": words, "url": f"?{query}" if query else reverse("benchmark:index")}


def _page_range(page: Page) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@require_safe
def initiative_detail(request: HttpRequest, code: str) -> HttpResponse:
    sheets = queries.initiatives_with_everything(request.user)
    initiative: Any = get_object_or_404(sheets, code=code)
    context = {
        "initiative": initiative,
        "links": [(link, page_of(link.action)) for link in initiative.shown_links],
        "quotes": _quotes(initiative),
        "neighbours": _others_like(request, initiative),
        "is_member": can_use_workspace(request.user),
        "breadcrumb": _breadcrumb((initiative.name, "")),
    }
    return render(request, "benchmark/initiative_detail.html", context)


def _quotes(initiative: Any) -> list[Quote]:
    links = initiative.interview_links.all()
    return [quote for link in links for quote in link.interview.public_quotes]


def _others_like(request: HttpRequest, initiative: Initiative) -> QuerySet[Initiative]:
    """List a few sheets that serve the same priorities, to compare with."""
    priorities = [priority.pk for priority in initiative.priorities.all()]
    same = queries.visible_initiatives(request.user).filter(priorities__in=priorities)
    return same.exclude(pk=initiative.pk).distinct()[: MAX_COMPARED - 1]


@require_safe
def initiative_compare(request: HttpRequest) -> HttpResponse:
    """Put two to four sheets side by side, in the order asked for."""
    codes = list(dict.fromkeys(request.GET.getlist("i")))
    # One more than is shown is read, to know that too many were asked for.
    asked = [code for code in codes if "\x00" not in code][: MAX_COMPARED + 1]
    known = {
        item.code: item
        for item in queries.initiatives_with_everything(request.user).filter(code__in=asked)
    }
    initiatives = [known[code] for code in asked if code in known]
    problem = _comparison_problem(len(codes), len(initiatives))
    context = {
        "initiatives": [] if problem else initiatives,
        "problem": problem,
        "unknown": len(asked) - len(initiatives),
        "breadcrumb": _breadcrumb((_("Comparer des initiatives"), "")),
    }
    return render(request, "benchmark/initiative_compare.html", context)


def _comparison_problem(asked: int, found: int) -> str:
    if asked > MAX_COMPARED:
        return _("Choisissez quatre initiatives au plus : au-delà, le tableau ne se lit plus.")
    if found < MIN_COMPARED:
        return _("Choisissez au moins deux initiatives à comparer.")
    return ""


@require_safe
def city_map(request: HttpRequest) -> HttpResponse:
    cities = list(queries.cities_on_the_map(request.user))
    context = {
        "points": [_point(city) for city in cities],
        "breadcrumb": _breadcrumb((_("Carte des villes"), "")),
    }
    return render(request, "benchmark/city_map.html", context)


def _point(city: Any) -> dict[str, Any]:
    """Describe a city for the map and for the list beside it."""
    return {
        "label": city.name,
        "lat": float(city.latitude),
        "lon": float(city.longitude),
        "text": " ; ".join(sheet.name for sheet in city.shown_initiatives),
        "url": _url_of_city(city),
        "language": "fr",
    }


def _url_of_city(city: Any) -> str:
    """Lead to the only sheet of a city, or to the list of them all."""
    if city.is_home:
        return reverse("benchmark:city-likeness")
    if len(city.shown_initiatives) == 1:
        return str(city.shown_initiatives[0].get_absolute_url())
    return f"{reverse('benchmark:index')}?{urlencode({'q': city.name})}"


@require_safe
def city_likeness(request: HttpRequest) -> HttpResponse:
    """Show the cities most like Perpignan and explain each distance."""
    likeness = queries.cities_like_home(request.user, request.GET.getlist("criterion"))
    context = {
        "likeness": likeness,
        "page_obj": Paginator(likeness.cities, ROWS).get_page(request.GET.get("page")),
        "chart": charts.nearest_cities(likeness) if likeness.cities else None,
        "breadcrumb": _breadcrumb((_("Villes proches de Perpignan"), "")),
    }
    return render(request, "benchmark/city_likeness.html", context)


def _breadcrumb(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Benchmark"), reverse("benchmark:index")), *steps]
