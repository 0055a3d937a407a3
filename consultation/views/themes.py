"""Themes as everyone reads them: what many wrote, each theme one click from its words."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation.models import Consultation, TextTheme
from consultation.permissions import can_moderate
from consultation.queries import (
    answered_contributions,
    follow_up_sheets,
    source_sheets,
    theme_sheet,
    words_of,
)
from consultation.queries.follow_up import ANSWERED_SHOWN
from consultation.views.attempt import get_consultation
from consultation.views.results_menu import results_menu
from perpignan.phases import page_of

PER_PAGE = 20


@require_safe
def theme_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each validated theme with its size, its phrases, its shares and its quotes."""
    consultation = get_consultation(request, slug)
    is_team = can_moderate(request.user)
    sources = source_sheets(consultation, request.user)
    sheets = [sheet for source in sources for sheet in source.themes]
    context = {
        "consultation": consultation,
        "sources": sources,
        "read_count": sum(source.text_count for source in sources),
        "theme_count": len(sheets),
        "first": max(sheets, key=lambda sheet: sheet.size, default=None),
        "campaigns": [
            n for source in sources if source.analysis for n in source.analysis.campaigns
        ],
        "is_team": is_team,
        **_menu(consultation, "theme-list"),
    }
    return render(request, "consultation/theme_list.html", context)


@require_safe
def theme_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the words of a theme: those that everyone may read, page after page."""
    consultation = get_consultation(request, slug)
    theme = get_theme(request, consultation, pk)
    sheet = theme_sheet(theme)
    page = Paginator(words_of(theme), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "theme": theme,
        "sheet": sheet,
        "page_obj": page,
        "page_range": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "hidden": max(0, sheet.size - page.paginator.count),
        "is_team": can_moderate(request.user),
        **_menu(consultation, "theme-list"),
    }
    return render(request, "consultation/theme_detail.html", context)


def get_theme(request: HttpRequest, consultation: Consultation, pk: int) -> TextTheme:
    visible = TextTheme.objects.visible_to(request.user).filter(consultation=consultation)
    return get_object_or_404(visible.select_related("consultation"), pk=pk)


@require_safe
def follow_up_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what the City does with what was said, theme by theme, then idea by idea."""
    consultation = get_consultation(request, slug)
    answered = list(answered_contributions(consultation)[: ANSWERED_SHOWN + 1])
    sheets = follow_up_sheets(consultation, request.user)
    context = {
        "consultation": consultation,
        "sheets": [(item, [(a, page_of(a.action)) for a in item.actions]) for item in sheets],
        "counted": _counted([item.follow_up.get_decision_display() for item in sheets]),
        "answered": answered[:ANSWERED_SHOWN],
        "has_more": len(answered) > ANSWERED_SHOWN,
        "is_team": can_moderate(request.user),
        **_menu(consultation, "follow-up-list"),
    }
    return render(request, "consultation/follow_up_list.html", context)


def _counted(decisions: list[str]) -> str:
    """Say how many of each decision, in words."""
    found = {decision: decisions.count(decision) for decision in dict.fromkeys(decisions)}
    return ", ".join(
        _("« %(decision)s » %(n)d fois") % {"decision": decision, "n": count}
        for decision, count in found.items()
    )


def _menu(consultation: Consultation, current: str) -> dict[str, Any]:
    return {"results_menu": results_menu(consultation, current)}
