"""Public pages of the global strategy: what it says, its versions, what changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actionplan import queries
from actionplan.forms import StrategyCompareForm
from actionplan.models import Strategy, StrategyVersion
from actionplan.permissions import Person, can_edit_strategy
from perpignan.study.localisation import LocalisedText, localised_text


def _path(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Plan d’actions"), reverse("actionplan:index")),
        (_("Stratégie"), reverse("actionplan:strategy") if last else ""),
        *last,
    ]


@require_safe
def strategy(request: HttpRequest) -> HttpResponse:
    """Tell the strategy to residents: where to, by which orientations, by which actions."""
    found = queries.strategy_for(request.user)
    context: dict[str, Any] = {
        "strategy": found,
        "vision": localised_text(found, "vision") if found else None,
        "ways": _ways(found) if found else [],
        "groups": queries.orientations_by_priority(found) if found else [],
        "versions": list(queries.versions_for(request.user)) if found else [],
        "can_edit": can_edit_strategy(request.user) and request.user.is_staff,
        "tab": "strategy",
        "breadcrumb": _path(),
    }
    return render(request, "actionplan/strategy.html", context)


def _ways(found: Strategy) -> list[tuple[str, str, LocalisedText]]:
    """Give the texts that say how the strategy is held to: anchor, heading, words."""
    headings = {
        "governance": _("Qui décide et qui rend compte"),
        "funding": _("Comment c'est payé"),
        "follow_up": _("Comment on vérifie que cela avance"),
    }
    return [
        (name, heading, text)
        for name, heading in headings.items()
        if (text := localised_text(found, name)).text
    ]


@require_safe
def strategy_version(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version said, as far as the reader may know."""
    version = get_object_or_404(queries.versions_for(request.user), number=number)
    content = queries.strategy_content_for(version.snapshot, request.user)
    texts = [
        (label, content[name])
        for name, label in queries.strategy_labels().items()
        if name != "title"
    ]
    context = {
        "version": version,
        "content": content,
        "texts": texts,
        "orientations": list(content["orientations"].items()),
        "tab": "strategy",
        "breadcrumb": _path((str(version), "")),
    }
    return render(request, "actionplan/strategy_version.html", context)


@require_safe
def strategy_compare(request: HttpRequest) -> HttpResponse:
    """Tell what changed from a version to another; by default, since the last one."""
    user = request.user
    today = queries.strategy_for(user)
    if today is None:
        raise Http404
    form = StrategyCompareForm(request.GET or None, user=user)
    chosen = form.cleaned_data if form.is_valid() else {}
    before = _version(user, chosen.get("de")) or queries.versions_for(user).first()
    after = _version(user, chosen.get("a"))
    initial = {"de": before and before.number, "a": after and after.number}
    context: dict[str, Any] = {
        "form": StrategyCompareForm(initial=initial, user=user),
        "before": before,
        "after": after,
        "tab": "strategy",
        "breadcrumb": _path((_("Comparer"), "")),
    }
    if before is not None:
        new = after.snapshot if after else queries.snapshot_of_strategy(today)
        context["changes"] = queries.strategy_differences(
            queries.strategy_content_for(before.snapshot, user),
            queries.strategy_content_for(new, user),
        )
    return render(request, "actionplan/strategy_compare.html", context)


def _version(user: Person, number: Any) -> StrategyVersion | None:
    return queries.versions_for(user).filter(number=number).first() if number else None
