"""Preparing a vote on a budget; once it has opened, what is voted on does not change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import BudgetDistrict, BudgetProject, BudgetVote

#: What may still be changed in a vote that has opened.
FREE = frozenset({"title", "introduction", "closes_at", "tie_note", "is_illustrative"})
PROJECT_FREE = frozenset({"name", "description", "zone_id", "action_id", "order"})


@transaction.atomic
def save_budget_vote(*, vote: BudgetVote) -> BudgetVote:
    """Store a vote. Raise ValidationError, by field, for a rule that opened with it."""
    vote.full_clean()
    before = BudgetVote.objects.select_for_update().filter(pk=vote.pk).first()
    if before is not None and _has_opened(before):
        _check_same(vote, before, FREE)
        if hasattr(before, "count") or before.closes_at <= timezone.now():
            _check_same(vote, before, FREE - {"closes_at"})
    vote.save()
    return vote


@transaction.atomic
def save_budget_project(*, project: BudgetProject) -> BudgetProject:
    """Store a project: once the vote has opened, its words may be mended, not what it is."""
    project.full_clean()
    if project.vote.districts.exists() and project.district_id is None:
        raise ValidationError({"district": _("Ce vote a des quartiers : donnez le sien.")})
    before = BudgetProject.objects.filter(pk=project.pk).first()
    if _has_opened(project.vote):
        if before is None:
            raise ValidationError(_("Le vote a ouvert : il ne reçoit plus de projets."))
        _check_same(project, before, PROJECT_FREE | {"is_illustrative"})
    project.save()
    return project


@transaction.atomic
def save_budget_district(*, district: BudgetDistrict) -> BudgetDistrict:
    district.full_clean()
    if _has_opened(district.vote):
        raise ValidationError(_("Le vote a ouvert : ses quartiers ne changent plus."))
    district.save()
    return district


@transaction.atomic
def delete_from_vote(*, part: BudgetProject | BudgetDistrict) -> None:
    """Remove a project or a district from a vote that has not opened."""
    if _has_opened(part.vote):
        raise ValidationError(_("Le vote a ouvert : rien ne s'en retire."))
    part.delete()


def _has_opened(vote: BudgetVote) -> bool:
    kept = BudgetVote.objects.filter(pk=vote.pk, is_published=True)
    return kept.filter(opens_at__lte=timezone.now()).exists()


def _check_same(new: models.Model, before: models.Model, free: frozenset[str]) -> None:
    message = _("Le vote a ouvert : ceci ne change plus.")
    changed: dict[str, Any] = {
        field.name: message
        for field in new._meta.concrete_fields
        if field.attname not in free
        and not field.primary_key
        and getattr(new, field.attname) != getattr(before, field.attname)
    }
    if changed:
        raise ValidationError(changed)
