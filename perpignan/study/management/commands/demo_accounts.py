import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from perpignan.embedded import paths
from perpignan.study.enums import Role
from perpignan.study.models import User
from perpignan.study.roles import STAFF_ROLES

DOMAIN = "demonstration.example"
LOCAL_PARTS = {
    Role.LEAD: "pilote",
    Role.CONSORTIUM: "groupement",
    Role.DEPARTMENT: "service",
    Role.DESK: "accueil",
    Role.OFFICIAL: "decideur",
    Role.ADMINISTRATOR: "administration",
}
#: A contact stands for her department: what is asked of it waits for her.
DEPARTMENTS = {Role.DEPARTMENT: "Direction du commerce"}


class Command(BaseCommand):
    help = "Make one demonstration account a role; known passwords stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Give new passwords to all.")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {} if options["reset"] else read_passwords()
        with transaction.atomic():
            for role in Role:
                email = f"{LOCAL_PARTS[role]}@{DOMAIN}"
                known[email] = known.get(email) or secrets.token_urlsafe(12)
                ensure_account(role, email, known[email])
            paths.write_private(paths.accounts(), self._text(known))
        self.stdout.write(_("Comptes de démonstration : %s") % paths.accounts())

    def _text(self, passwords: dict[str, str]) -> str:
        lines = [_("Comptes de démonstration (adresse, mot de passe, rôle) :")]
        for role in Role:
            email = f"{LOCAL_PARTS[role]}@{DOMAIN}"
            lines.append(f"  {email:<40} {passwords[email]:<18} {role.label}")
        return "\n".join(lines) + "\n"


def ensure_account(role: Role, email: str, password: str) -> None:
    """Make the account of a role, or give it back the password of the file."""
    user, _created = User.objects.get_or_create(
        email=email,
        defaults={"full_name": _("Démonstration : %s") % role.label},
    )
    user.is_staff = role in STAFF_ROLES
    user.is_active = True
    user.department = user.department or DEPARTMENTS.get(role, "")
    if not user.check_password(password):
        user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get_or_create(name=role.value)[0]])


def read_passwords() -> dict[str, str]:
    """Read the addresses and passwords kept on this machine."""
    if not paths.accounts().exists():
        return {}
    rows = [line.split() for line in paths.accounts().read_text().splitlines()[1:]]
    return {row[0]: row[1] for row in rows if len(row) > 1}
