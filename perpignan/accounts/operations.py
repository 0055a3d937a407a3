"""Invite a person, and open her account."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.accounts.models import Invitation
from perpignan.accounts.permissions import can_invite
from perpignan.study.models import User
from perpignan.study.roles import STAFF_ROLES


@dataclass(frozen=True)
class Sent:
    """An invitation and the secret of its link, which is known only now."""

    invitation: Invitation
    token: str


def hash_of(token: str) -> str:
    """Sum up the secret of a link: only the sum is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(*, invitation: Invitation, by: User) -> Sent:
    """Open an invitation to one address. Raise ValidationError on what can be mended."""
    if not can_invite(by, invitation.role):
        raise PermissionDenied
    invitation.email = invitation.email.strip().lower()
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise ValidationError({"email": _("Cette personne a déjà un compte.")})
    return _send(invitation, by)


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> Sent:
    """Give a new link and a new time; the former link is dead."""
    if not can_invite(by, invitation.role):
        raise PermissionDenied
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError(_("Cette invitation n'attend plus personne."))
    return _send(invitation, by)


def _send(invitation: Invitation, by: User) -> Sent:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.invited_by = by
    invitation.created_at = timezone.now()
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.full_clean()
    invitation.save()
    return Sent(invitation, token)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Take a link back before it is used. Raise ValidationError if it was."""
    if not can_invite(by, invitation.role):
        raise PermissionDenied
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at:
        raise ValidationError(_("Cette invitation est déjà acceptée : désactivez le compte."))
    invitation.revoked_at = invitation.revoked_at or timezone.now()
    invitation.save(update_fields=["revoked_at"])
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, full_name: str, password: str) -> User:
    """Open the account of the person invited; the link is good once.

    Raise Invitation.DoesNotExist when the link opens nothing (unknown, used, taken back,
    too old), ValidationError on a password or a name that can be mended.
    """
    waiting = Invitation.objects.open(timezone.now()).select_for_update(of=("self",))
    invitation = waiting.get(token_hash=hash_of(token))
    user = User(
        email=invitation.email,
        full_name=full_name.strip(),
        job_title=invitation.job_title,
        department=invitation.department,
        organisation=invitation.organisation,
        is_staff=invitation.role in STAFF_ROLES,
    )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.add(Group.objects.get(name=invitation.role))
    invitation.user, invitation.accepted_at = user, timezone.now()
    invitation.save(update_fields=["user", "accepted_at"])
    return user
