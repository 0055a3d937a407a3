import os
import stat

import pytest
from django.core.management import call_command

from perpignan.embedded.__main__ import fill_environment
from perpignan.study.enums import Role
from perpignan.study.management.commands.demo_accounts import read_passwords
from perpignan.study.models import User
from perpignan.study.roles import STAFF_ROLES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    return tmp_path


@pytest.mark.django_db
def test_each_role_has_an_account_that_signs_in(folder):
    call_command("demo_accounts")

    passwords = read_passwords()
    users = User.objects.filter(email__in=passwords)
    assert {group for user in users for group in user.groups.values_list("name", flat=True)} == {
        role.value for role in Role
    }
    assert all(user.check_password(passwords[user.email]) for user in users)
    assert {user.is_staff for user in users if user.has_role(Role.LEAD)} == {
        Role.LEAD in STAFF_ROLES
    }
    assert not users.filter(is_superuser=True).exists()
    assert stat.S_IMODE((folder / "accounts.txt").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_a_second_run_keeps_passwords_and_a_reset_changes_all(folder):
    call_command("demo_accounts")
    first = read_passwords()

    call_command("demo_accounts")
    assert read_passwords() == first
    assert User.objects.count() == len(Role)

    call_command("demo_accounts", "--reset")
    assert set(read_passwords().values()).isdisjoint(first.values())


@pytest.mark.django_db
def test_a_lost_database_gets_the_passwords_of_the_file(folder):
    call_command("demo_accounts")
    first = read_passwords()
    User.objects.all().delete()

    call_command("demo_accounts")

    assert read_passwords() == first
    assert all(User.objects.get(email=e).check_password(p) for e, p in first.items())


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "1"),
        ({"DATABASE_URL": "postgres://u@db/city"}, "0"),
        ({"DATABASE_URL": "postgres://u@db/city", "DEMO_ACCOUNTS": "1"}, "1"),
        ({"DEMO_ACCOUNTS": "0"}, "0"),
    ],
)
def test_accounts_are_never_made_in_somebody_s_database_unless_asked(monkeypatch, given, wanted):
    monkeypatch.setattr(os, "environ", dict(given))

    fill_environment("127.0.0.1", 8001)

    assert os.environ["DEMO_ACCOUNTS"] == wanted
    assert os.environ["SITE_URL"] == "http://localhost:8001"
