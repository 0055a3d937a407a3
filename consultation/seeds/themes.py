"""Themes of the invented answers: read by the method, then named as a team could."""

from collections.abc import Mapping
from typing import Any

import yaml
from django.conf import settings

from consultation.enums import Clearance, ThemeStatus
from consultation.models import (
    Consultation,
    FollowUpAction,
    FreeText,
    TextAnalysis,
    TextTheme,
    ThemeFollowUp,
)
from consultation.operations import run_analysis
from consultation.seeds.consultation import FOLDER, SLUG
from consultation.text.personal import find
from perpignan.study import seeding
from perpignan.study.models import Action

FILE = FOLDER / "themes.yaml"
ORDER = 330
#: With fewer answers there is nothing to read: tests load a few, and read none.
LEAST_ANSWERS, COUNT = 500, 8
SHARED_WORDS = 2


def read_themes() -> int:
    """Read the invented texts once, name and answer the themes that are known here."""
    consultation = Consultation.objects.filter(slug=SLUG, is_illustrative=True).first()
    if consultation is None or settings.ILLUSTRATIVE_ANSWERS < LEAST_ANSWERS:
        return 0
    if not consultation.responses.exists() or consultation.text_analyses.exists():
        return 0
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=seeding.StrictLoader)  # noqa: S506 - a child of the safe loader
    entries = content["themes"]
    for code in dict.fromkeys(entry["question"] for entry in entries):
        analysis = TextAnalysis.objects.create(
            consultation=consultation, question_code=code, theme_count=COUNT
        )
        run_analysis(analysis_id=analysis.pk)
        _name(analysis, [entry for entry in entries if entry["question"] == code])
    _clear(consultation)
    return TextTheme.objects.filter(consultation=consultation).count()


def _name(analysis: TextAnalysis, entries: list[Mapping[str, Any]]) -> None:
    actions = {action.code: action for action in Action.objects.all()}
    waiting = list(entries)
    for theme in analysis.themes.order_by("order"):
        named = next((e for e in waiting if _shared(theme, e) >= SHARED_WORDS), None)
        if named is None:
            continue
        waiting.remove(named)
        theme.name = named["name"]
        if "decision" in named:
            theme.status = ThemeStatus.VALIDATED
        theme.save(update_fields=["name", "status"])
        if "decision" in named:
            _answer(theme, named, actions)


def _shared(theme: TextTheme, entry: Mapping[str, Any]) -> int:
    return len(set(theme.words) & set(entry["words"]))


def _answer(theme: TextTheme, entry: Mapping[str, Any], actions: Mapping[str, Action]) -> None:
    follow_up = ThemeFollowUp.objects.create(
        theme=theme,
        is_illustrative=True,
        **{name: entry[name].strip() for name in ("synthesis", "decision", "reason")},
    )
    for code in entry["actions"]:
        FollowUpAction.objects.create(
            follow_up=follow_up, action=actions[code], is_illustrative=True
        )


def _clear(consultation: Consultation) -> None:
    """Clear two texts out of three of the validated themes, none that may name somebody."""
    texts = (
        FreeText.objects.to_read()
        .filter(consultation=consultation, memberships__theme__status=ThemeStatus.VALIDATED)
        .select_related("response")
        .distinct()
    )
    harmless = [text.pk for text in texts if not find(text.words)]
    cleared = [key for place, key in enumerate(harmless) if place % 3]
    FreeText.objects.filter(pk__in=cleared).update(clearance=Clearance.CLEARED)


seeding.register_step(seeding.SeedStep(TextTheme, read_themes, ORDER))
