"""What the consultation brings to the chain of evidence: words, themes and questions."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultation.models import (
    Consultation,
    Contribution,
    ContributionAction,
    Question,
    QuestionAction,
    Theme,
)
from consultation.public import telling
from perpignan.study import chain
from perpignan.study.permissions import Person


def _questions(user: Person) -> QuerySet[Any]:
    seen = Consultation.objects.visible_to(user)
    rows = Question.objects.filter(questionnaire__consultation__in=seen)
    return rows.select_related("questionnaire__consultation")


def _themes(user: Person) -> QuerySet[Any]:
    seen = Consultation.objects.visible_to(user)
    return Theme.objects.filter(consultation__in=seen).select_related("consultation")


def _contributions(user: Person) -> QuerySet[Any]:
    return Contribution.objects.visible_to(user).select_related("consultation")


for noun in (
    chain.Noun(
        kind="question",
        slug="question",
        label=_("Question posée aux habitants"),
        plural=_("Questions posées aux habitants"),
        order=30,
        model=Question,
        rows=_questions,
        tell=telling.tell_question,
        lookup="pk",
    ),
    chain.Noun(
        kind="theme",
        slug="theme",
        label=_("Thème de la consultation"),
        plural=_("Thèmes de la consultation"),
        order=31,
        model=Theme,
        rows=_themes,
        tell=telling.tell_theme,
        lookup="pk",
    ),
    chain.Noun(
        kind="contribution",
        slug="contribution",
        label=_("Idée d'habitant"),
        plural=_("Idées d'habitants"),
        order=32,
        model=Contribution,
        rows=_contributions,
        tell=telling.tell_contribution,
        lookup="pk",
    ),
):
    chain.register_noun(noun)

for link in (
    chain.Link(
        "question",
        "action",
        lambda user: QuestionAction.objects.all(),
        "question_id",
        "action_id",
        "sentence",
    ),
    chain.Link(
        "contribution",
        "action",
        lambda user: ContributionAction.objects.all(),
        "contribution_id",
        "action_id",
    ),
    chain.Link("contribution", "theme", _contributions, "pk", "theme_id"),
):
    chain.register_link(link)
