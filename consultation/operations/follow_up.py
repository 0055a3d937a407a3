"""Saying what the City does with what people said, and in which actions it lives on."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ContributionAnswer
from consultation.models import Consultation, FollowUpAction, TextTheme, ThemeFollowUp
from consultation.permissions import can_answer_contribution
from consultation.queries.follow_up import has_follow_up, themes_without_follow_up
from perpignan.study.models import Action
from perpignan.study.permissions import Person


@transaction.atomic
def save_follow_up(
    *,
    theme: TextTheme,
    synthesis: str,
    decision: ContributionAnswer | str,
    reason: str,
    actions: Sequence[Action] = (),
    by: Person,
) -> ThemeFollowUp:
    """Answer a validated theme: what was said, what the City decides, why, and where."""
    if not can_answer_contribution(by):
        raise PermissionDenied
    locked = TextTheme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    if not locked.is_validated:
        raise ValidationError(_("Validez le thème avant d'y répondre."))
    follow_up = ThemeFollowUp.objects.filter(theme=locked).first() or ThemeFollowUp(theme=locked)
    follow_up.synthesis, follow_up.reason = synthesis.strip(), reason.strip()
    follow_up.decision, follow_up.decided_at = decision, timezone.now()
    follow_up.is_illustrative = locked.is_illustrative
    follow_up.full_clean()
    follow_up.save()
    follow_up.action_links.exclude(action__in=actions).delete()
    for action in actions:
        FollowUpAction.objects.get_or_create(
            follow_up=follow_up,
            action=action,
            defaults={"is_illustrative": follow_up.is_illustrative},
        )
    return follow_up


def check_followed_up(consultation: Consultation) -> None:
    """Raise ValidationError while something said waits for its answer, each theme named."""
    lacking = [theme.name for theme in themes_without_follow_up(consultation)]
    if lacking:
        raise ValidationError(
            _("Ces thèmes attendent leur suite : %(themes)s.") % {"themes": " ; ".join(lacking)}
        )
    if not has_follow_up(consultation):
        raise ValidationError(
            _("Rien n'a encore reçu de suite : répondez à un thème ou à une contribution.")
        )
