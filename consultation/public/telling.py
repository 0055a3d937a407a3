"""How the nouns of the consultation are told in the pages of the whole study."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from consultation.models import (
    BudgetProject,
    Consultation,
    Contribution,
    Question,
    Statement,
    TextTheme,
    Theme,
)
from perpignan.study.localisation import localised_text
from perpignan.study.telling import Told
from perpignan.study.wording import euros, long_date


def tell_consultation(consultation: Consultation) -> Told:
    title = localised_text(consultation, "title")
    return Told(
        title=title.text,
        url=consultation.get_absolute_url(),
        language=title.language,
        is_illustrative=consultation.is_illustrative,
    )


def tell_contribution(contribution: Contribution) -> Told:
    return Told(
        title=str(contribution),
        url=contribution.get_absolute_url(),
        language=contribution.language,
        detail=long_date(timezone.localdate(contribution.submitted_at)),
        is_illustrative=contribution.is_illustrative,
    )


def tell_question(question: Question) -> Told:
    text, consultation = localised_text(question, "text"), question.questionnaire.consultation
    return Told(
        title=text.text,
        url=f"{consultation.get_absolute_url()}#{question.code}",
        language=text.language,
        is_illustrative=consultation.is_illustrative,
    )


def tell_topic(theme: Theme) -> Told:
    """Tell what ideas may be about, by the list of those that were given."""
    name, address = localised_text(theme, "name"), theme.consultation.slug
    url = reverse("consultation:contribution-list", args=[address])
    return Told(
        title=name.text,
        url=f"{url}?{urlencode({'theme': theme.code})}",
        language=name.language,
        is_illustrative=theme.is_illustrative,
    )


def tell_theme(theme: TextTheme) -> Told:
    return Told(
        title=theme.name,
        url=theme.get_absolute_url(),
        language="fr",
        detail=localised_text(theme.consultation, "title").text,
        is_illustrative=theme.is_illustrative,
    )


def tell_project(project: BudgetProject) -> Told:
    consultation = project.vote.consultation
    return Told(
        title=project.name,
        url=reverse("consultation:budget-vote", args=[consultation.slug]),
        language="fr",
        detail=euros(project.cost),
        is_illustrative=project.is_illustrative,
    )


def tell_statement(statement: Statement) -> Told:
    text = localised_text(statement, "text")
    return Told(
        title=text.text,
        url=reverse("consultation:opinions", args=[statement.consultation.slug]),
        language=statement.language if text.language == "fr" else text.language,
        is_illustrative=statement.is_illustrative,
    )
