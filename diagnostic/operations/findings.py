"""Writes of the findings: they are written, proved, moved, merged and split.

A merged or split finding is never deleted: it says what it has become. Two people who
merge at once take the same locks in the same order, and the second is refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from diagnostic.enums import FindingStatus
from diagnostic.models import Finding, FindingAction, FindingProof
from perpignan.study.models import Action, Axis

CODE_LENGTH = 60


@dataclass(frozen=True)
class Part:
    """What a finding becomes in part: its own statement, in its own box."""

    statement: str
    box: str
    axis: Axis


@transaction.atomic
def save_finding(*, finding: Finding, **changes: Any) -> Finding:
    """Store a finding. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(finding, name, value)
    finding.full_clean()
    finding.save()
    return finding


@transaction.atomic
def save_proof(*, proof: FindingProof) -> FindingProof:
    """Store one reason to believe a finding, with one origin and no other."""
    proof.full_clean()
    proof.save()
    return proof


@transaction.atomic
def save_finding_link(*, link: FindingAction) -> FindingAction:
    link.full_clean()
    link.save()
    return link


def answer_finding(
    *, finding: Finding, action: Action, sentence: str, is_illustrative: bool = False
) -> FindingAction:
    """Say how an action answers a finding; saying it twice changes nothing."""
    known = FindingAction.objects.filter(finding=finding, action=action).first()
    link = FindingAction(
        finding=finding, action=action, sentence=sentence, is_illustrative=is_illustrative
    )
    return known or save_finding_link(link=link)


@transaction.atomic
def move_finding(*, finding: Finding, axis: Axis, box: str) -> Finding:
    """Put a finding last in another box; where it already is, nothing changes."""
    (moved,) = _lock([finding])
    _require_active([moved])
    if (moved.axis_id, moved.box) == (axis.pk, box):
        return moved
    moved.axis, moved.box, moved.order = axis, box, _next_order(axis, box)
    return save_finding(finding=moved)


@transaction.atomic
def merge_findings(*, kept: Finding, absorbed: Collection[Finding], statement: str = "") -> Finding:
    """Make one finding of several: it takes the proofs and the actions of the others."""
    others = [item for item in absorbed if item.pk != kept.pk]
    if not others:
        raise ValidationError({"absorbed": _("Choisissez au moins un autre constat.")})
    locked = {item.pk: item for item in _lock([kept, *others])}
    _require_active(locked.values())
    target = locked.pop(kept.pk)
    for other in locked.values():
        _copy_evidence(other, target)
        save_finding(finding=other, status=FindingStatus.MERGED, merged_into=target)
    return save_finding(finding=target, statement=statement) if statement else target


@transaction.atomic
def split_finding(*, finding: Finding, parts: Sequence[Part]) -> list[Finding]:
    """Make several findings of one; each takes a copy of its proofs and actions."""
    if len(parts) < 2:
        raise ValidationError(_("Une scission donne au moins deux constats."))
    if len({part.statement.strip() for part in parts}) < len(parts):
        raise ValidationError(_("Deux parties disent la même chose."))
    (whole,) = _lock([finding])
    _require_active([whole])
    made = [_make_part(whole, part) for part in parts]
    save_finding(finding=whole, status=FindingStatus.SPLIT)
    return made


def _lock(findings: Collection[Finding]) -> list[Finding]:
    """Read findings again, locked, always in the same order; the first given stay first."""
    keys = [item.pk for item in findings]
    rows = Finding.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    return list(rows)


def _require_active(findings: Collection[Finding]) -> None:
    """Refuse to touch what has been merged or split already: it is history."""
    for item in findings:
        if not item.is_active:
            raise ValidationError(
                _("Le constat %(code)s est déjà fusionné ou scindé : rechargez la page.")
                % {"code": item.code}
            )


def _copy_evidence(origin: Finding, target: Finding) -> None:
    """Give a finding the proofs and actions of another; it keeps those that it has."""
    known = {proof.target_key for proof in target.proofs.all()}
    for proof in origin.proofs.all():
        if proof.target_key not in known:
            proof.pk, proof._state.adding, proof.finding = None, True, target
            save_proof(proof=proof)
    answered = set(target.action_links.values_list("action_id", flat=True))
    for link in origin.action_links.select_related("action"):
        if link.action_id not in answered:
            link.pk, link._state.adding, link.finding = None, True, target
            save_finding_link(link=link)


def _make_part(whole: Finding, part: Part) -> Finding:
    made = Finding(
        code=_free_code(whole.code),
        axis=part.axis,
        box=part.box,
        statement=part.statement.strip(),
        weight=whole.weight,
        visibility=whole.visibility,
        is_illustrative=whole.is_illustrative,
        split_from=whole,
        order=_next_order(part.axis, part.box),
    )
    save_finding(finding=made)
    _copy_evidence(whole, made)
    return made


def _free_code(base: str) -> str:
    """Find the first free `base-2`, `base-3`...; long codes are cut to fit."""
    stem = base[: CODE_LENGTH - 5]
    taken = set(Finding.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    return next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in taken)


def _next_order(axis: Axis, box: str) -> int:
    cell = Finding.objects.filter(axis=axis, box=box)
    return (cell.aggregate(last=Max("order"))["last"] or 0) + 1
