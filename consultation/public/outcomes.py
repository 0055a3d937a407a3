"""What the City decided of what residents said, theme by theme."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from consultation.models import TextTheme, ThemeFollowUp
from consultation.public.telling import tell_theme
from perpignan.study.outcomes import register
from perpignan.study.telling import Told

#: More than the home page ever shows.
MOST = 6


def follow_ups() -> Sequence[Told]:
    """Tell the last decisions on the themes that everyone may read."""
    themes = TextTheme.objects.validated().exclude(consultation__status="draft")
    decided = ThemeFollowUp.objects.filter(theme__in=themes).select_related("theme__consultation")
    return [
        replace(
            tell_theme(row.theme),
            detail=str(row.get_decision_display()),
            date=timezone.localdate(row.decided_at),
            is_illustrative=row.is_illustrative or row.theme.is_illustrative,
        )
        for row in decided.order_by("-decided_at")[:MOST]
    ]


register("follow-ups", follow_ups)
