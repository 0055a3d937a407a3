"""What the consultation brings to the chain of evidence: words, themes and questions."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultation.models import (
    BudgetProject,
    BudgetVote,
    Consultation,
    Contribution,
    ContributionAction,
    FollowUpAction,
    Question,
    QuestionAction,
    TextTheme,
    Theme,
    ThemeText,
)
from consultation.public import telling
from perpignan.study import chain
from perpignan.study.permissions import Person


def _questions(user: Person) -> QuerySet[Any]:
    seen = Consultation.objects.visible_to(user)
    rows = Question.objects.filter(questionnaire__consultation__in=seen)
    return rows.select_related("questionnaire__consultation")


def _projects(user: Person) -> QuerySet[Any]:
    seen = BudgetVote.objects.visible_to(user)
    return BudgetProject.objects.filter(vote__in=seen).select_related("vote__consultation")


def _topics(user: Person) -> QuerySet[Any]:
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
        kind="topic",
        slug="sujet",
        label=_("Sujet des idées"),
        plural=_("Sujets des idées"),
        order=31,
        model=Theme,
        rows=_topics,
        tell=telling.tell_topic,
        lookup="pk",
    ),
    chain.Noun(
        kind="theme",
        slug="theme",
        label=_("Paroles d'habitants"),
        plural=_("Thèmes des paroles d'habitants"),
        order=33,
        model=TextTheme,
        rows=lambda user: TextTheme.objects.visible_to(user).select_related("consultation"),
        tell=telling.tell_theme,
        lookup="pk",
    ),
    chain.Noun(
        kind="project",
        slug="projet",
        label=_("Projet soumis au vote"),
        plural=_("Projets soumis au vote"),
        order=34,
        model=BudgetProject,
        rows=_projects,
        tell=telling.tell_project,
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
    chain.Link("contribution", "topic", _contributions, "pk", "theme_id"),
    chain.Link(
        "contribution",
        "theme",
        lambda user: ThemeText.objects.all(),
        "text__contribution_id",
        "theme_id",
    ),
    chain.Link(
        "theme",
        "action",
        lambda user: FollowUpAction.objects.all(),
        "follow_up__theme_id",
        "action_id",
        "follow_up__reason",
    ),
    chain.Link("project", "action", _projects, "pk", "action_id"),
):
    chain.register_link(link)
