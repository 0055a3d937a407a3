"""Who may do what with accounts; every door asks these functions."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from perpignan.study.enums import Role
from perpignan.study.models import User

#: What the pilot of the study may offer; only an administrator makes another one.
OFFERED_BY_LEAD = frozenset(set(Role) - {Role.ADMINISTRATOR, Role.LEAD})


def can_invite(user: User | AnonymousUser, role: str | None = None) -> bool:
    """The pilot invites everyone but pilots and administrators; an administrator anyone."""
    if not user.is_active or not user.has_perm("accounts.add_invitation"):
        return False
    if role is None or user.has_perm("study.add_user"):
        return True
    return role in OFFERED_BY_LEAD


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Those who can change everything prove who they are twice."""
    if user.is_anonymous or not settings.SECOND_FACTOR_ROLES:
        return False
    return user.is_superuser or user.groups.filter(name__in=settings.SECOND_FACTOR_ROLES).exists()
