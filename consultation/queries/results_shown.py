"""What there is to read of a consultation, asked in one statement for the menu of results."""

from dataclasses import dataclass

from django.db.models import Exists
from django.utils import timezone

from consultation.models import BudgetVote, Consultation, TextTheme, ThemeFollowUp
from consultation.queries.follow_up import answered_contributions


@dataclass(frozen=True)
class ResultsShown:
    """Whether there is something on the pages that may be empty."""

    themes: bool
    follow_up: bool
    votes: bool


def results_shown(consultation: Consultation) -> ResultsShown:
    """Say which pages of results have something to tell, to anyone."""
    votes = BudgetVote.objects.public().filter(
        count__isnull=False, consultation=consultation, closes_at__lte=timezone.now()
    )
    answered = ThemeFollowUp.objects.filter(theme__consultation=consultation)
    row = Consultation.objects.filter(pk=consultation.pk).values_list(
        Exists(TextTheme.objects.validated().filter(consultation=consultation)),
        Exists(answered),
        Exists(answered_contributions(consultation)),
        Exists(votes),
    )
    themes, about_themes, about_ideas, counted = row.get()
    return ResultsShown(themes, about_themes or about_ideas, counted)
