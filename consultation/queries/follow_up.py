"""« Vous avez dit, nous avons fait » as everyone reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from consultation.models import Consultation, Contribution, FollowUpAction, TextTheme, ThemeFollowUp
from consultation.queries.themes import ThemeSheet, source_sheets
from perpignan.study.evidence import Evidence, evidence_for
from perpignan.study.models import Action
from perpignan.study.permissions import Person

#: What an action shows of where it comes from, beside the theme: never the theme itself.
CHAIN = ("finding", "solution")
ANSWERED_SHOWN = 12


@dataclass(frozen=True)
class LinkedAction:
    """An action in which a theme lives on, with the findings and solutions behind it."""

    action: Action
    chain: Sequence[Evidence]


@dataclass(frozen=True)
class FollowUpSheet:
    sheet: ThemeSheet
    follow_up: ThemeFollowUp
    actions: Sequence[LinkedAction]


def follow_up_sheets(consultation: Consultation, user: Person) -> list[FollowUpSheet]:
    """Gather what became of each validated theme, in constant statements."""
    themes = {
        sheet.theme.pk: sheet
        for source in source_sheets(consultation, user)
        for sheet in source.themes
        if sheet.theme.is_validated
    }
    links = FollowUpAction.objects.filter(action__in=Action.objects.visible_to(user))
    found = list(
        ThemeFollowUp.objects.filter(theme__in=themes)
        .prefetch_related(
            Prefetch("action_links", links.select_related("action"), to_attr="shown_links")
        )
        .order_by("theme__question_code", "theme__order", "theme")
    )
    actions = {link.action for item in found for link in item.shown_links}
    evidence = evidence_for(sorted(actions, key=lambda action: action.pk), user)
    return [
        FollowUpSheet(
            themes[item.theme_id],
            item,
            [
                LinkedAction(link.action, [e for e in evidence[link.action_id] if e.kind in CHAIN])
                for link in item.shown_links
            ],
        )
        for item in found
    ]


def answered_contributions(consultation: Consultation) -> QuerySet[Contribution]:
    """List the ideas that the City answered, the newest answer first."""
    answered = Contribution.objects.published().filter(consultation=consultation)
    return answered.exclude(answer="").select_related("consultation").order_by("-answered_at", "pk")


def themes_without_follow_up(consultation: Consultation) -> QuerySet[TextTheme]:
    return TextTheme.objects.validated().filter(consultation=consultation, follow_up=None)


def has_follow_up(consultation: Consultation) -> bool:
    """Say whether something was answered: a theme, or an idea."""
    own = ThemeFollowUp.objects.filter(theme__consultation=consultation)
    return own.exists() or answered_contributions(consultation).exists()
