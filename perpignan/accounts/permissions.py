"""Who may do what with accounts; every door asks these functions."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from perpignan.study.enums import Role
from perpignan.study.models import User
from perpignan.study.roles import STAFF_ROLES

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
    roles = settings.SECOND_FACTOR_ROLES
    if user.is_anonymous or not roles:
        return False
    if not user.is_staff and STAFF_ROLES.issuperset(roles):
        return False  # known without asking, on every page of a citizen or an official
    return user.is_superuser or user.groups.filter(name__in=roles).exists()
