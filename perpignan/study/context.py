"""What every page shows: the study, its timeline, the menu and the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from perpignan.phases import all_phases
from perpignan.study.permissions import can_enter_backoffice
from perpignan.study.queries import current_study, phases_in_order
from perpignan.study.timeline import Timeline, build_timeline


def portal(request: HttpRequest) -> dict[str, Any]:
    timeline = SimpleLazyObject(lambda: _timeline(request))
    return {
        "study": SimpleLazyObject(current_study),
        "timeline": SimpleLazyObject(lambda: timeline.steps),
        "timeline_today_percent": SimpleLazyObject(lambda: timeline.today_percent),
        "menu": _menu(request),
        "language_links": _language_links(request),
        "is_team": SimpleLazyObject(lambda: _is_team(request)),
        "SITE_URL": settings.SITE_URL,
    }


def _timeline(request: HttpRequest) -> Timeline:
    return build_timeline(list(phases_in_order()), today=timezone.localdate(), path=request.path)


def _is_team(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and can_enter_backoffice(user)


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    entries = []
    for config in all_phases():
        url = reverse(config.index_url_name)
        entries.append(
            {"label": config.menu_label, "url": url, "is_active": request.path.startswith(url)}
        )
    return entries


def _language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Link to this very page in each language; the address keeps its parameters."""
    active = get_language()
    return [
        {
            "code": code,
            "label": get_language_info(code)["name_local"].capitalize(),
            "url": translate_url(request.get_full_path(), code),
            "is_current": code == active,
        }
        for code, _name in settings.LANGUAGES
    ]
