"""A link for one person, good once and for a time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from perpignan.accounts.models import Invitation
from perpignan.accounts.operations import (
    accept_invitation,
    invite_person,
    revoke_invitation,
    send_again,
)
from perpignan.study.enums import Role
from perpignan.study.models import User
from tests.factories.accounts import InvitationFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase assez longue"
TYPED = {"full_name": "Camille Serra", "password": PASSWORD, "again": PASSWORD}


def test_invited_person_chooses_a_password_and_comes_in(client: Client) -> None:
    InvitationFactory(token="le-bon", email="camille@exemple.fr", job_title="Archiviste")

    page = client.get("/invitation/le-bon/").content.decode()
    answer = client.post("/invitation/le-bon/", TYPED)

    person = User.objects.get(email="camille@exemple.fr")
    assert "camille@exemple.fr" in page
    assert answer.headers["Location"] == "/mon-compte/"
    assert client.get("/mon-compte/").context["user"] == person
    assert person.job_title == "Archiviste"
    assert [group.name for group in person.groups.all()] == [Role.DEPARTMENT]
    assert person.check_password(PASSWORD)
    assert not person.is_staff


@pytest.mark.parametrize(
    "ended",
    [
        {"accepted_at": timezone.now()},
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["used", "taken back", "too old"],
)
def test_link_that_ended_opens_nothing(client: Client, ended: dict) -> None:
    InvitationFactory(token="fini", email="camille@exemple.fr", **ended)

    assert client.get("/invitation/fini/").status_code == 404
    assert client.post("/invitation/fini/", TYPED).status_code == 404
    assert not User.objects.filter(email="camille@exemple.fr").exists()


def test_link_is_good_once(client: Client) -> None:
    InvitationFactory(token="une-fois")
    client.post("/invitation/une-fois/", TYPED)

    assert Client().post("/invitation/une-fois/", TYPED).status_code == 404
    with pytest.raises(Invitation.DoesNotExist):
        accept_invitation(token="une-fois", full_name="Autre", password=PASSWORD)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "court", "again": "court"}, "Ce mot de passe est trop court"),
        ({"again": "une autre phrase"}, "ne sont pas les mêmes"),
        ({"full_name": ""}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_opened(
    client: Client, typed: dict, said: str
) -> None:
    InvitationFactory(token="essai")

    page = client.post("/invitation/essai/", TYPED | typed).content.decode()

    assert said in page
    assert Invitation.objects.get().is_open


def test_secret_of_the_link_is_not_kept() -> None:
    lead = UserFactory(lead=True)

    sent = invite_person(
        invitation=Invitation(email="Nouvelle@Exemple.fr", role=Role.DESK), by=lead
    )

    kept = Invitation.objects.values().get()
    assert sent.token not in str(kept)
    assert kept["email"] == "nouvelle@exemple.fr"


def test_new_link_kills_the_former_one(client: Client) -> None:
    invitation = InvitationFactory(token="ancien")

    sent = send_again(invitation=invitation, by=invitation.invited_by)

    assert client.get("/invitation/ancien/").status_code == 404
    assert client.get(f"/invitation/{sent.token}/").status_code == 200


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_lead_makes_no_lead_and_no_administrator(role: Role) -> None:
    lead, administrator = UserFactory(lead=True), UserFactory(administrator=True)

    with pytest.raises(PermissionDenied):
        invite_person(invitation=Invitation(email="a@exemple.fr", role=role), by=lead)

    assert invite_person(invitation=Invitation(email="a@exemple.fr", role=role), by=administrator)


@pytest.mark.parametrize("role", ["department", "desk", "official", "consortium"])
def test_others_invite_nobody(role: str) -> None:
    invitation = InvitationFactory()
    person = UserFactory(**{role: True})

    for act in (send_again, revoke_invitation):
        with pytest.raises(PermissionDenied):
            act(invitation=invitation, by=person)
    with pytest.raises(PermissionDenied):
        invite_person(invitation=Invitation(email="a@exemple.fr", role=Role.DESK), by=person)


def test_who_has_an_account_or_an_invitation_gets_no_other() -> None:
    invitation = InvitationFactory(email="deja@exemple.fr")
    lead = invitation.invited_by

    for address in ("DEJA@exemple.fr", lead.email):
        with pytest.raises(ValidationError):
            invite_person(invitation=Invitation(email=address, role=Role.DESK), by=lead)


def test_letter_leaves_with_its_link(client: Client, settings) -> None:
    settings.MAIL_GOES_OUT = True
    client.force_login(UserFactory(lead=True))
    typed = {"email": "camille@exemple.fr", "role": "department"}

    client.post("/admin/accounts/invitation/add/", typed)

    letter = mail.outbox[0]
    link = next(line for line in letter.body.splitlines() if "/invitation/" in line)
    assert letter.to == ["camille@exemple.fr"]
    assert Client().get(link.removeprefix(settings.SITE_URL)).status_code == 200


def test_without_mail_the_link_is_shown_once(client: Client, settings) -> None:
    settings.MAIL_GOES_OUT = False
    client.force_login(UserFactory(lead=True))
    typed = {"email": "camille@exemple.fr", "role": "department"}

    page = client.post("/admin/accounts/invitation/add/", typed, follow=True).content.decode()

    assert f"{settings.SITE_URL}/invitation/" in page
    assert "/invitation/" not in client.get("/admin/accounts/invitation/").content.decode().replace(
        "/accounts/invitation/", ""
    )


def test_ended_invitations_are_erased_after_three_months() -> None:
    now = timezone.now()
    old = InvitationFactory(expires_at=now - timedelta(days=91))
    recent = InvitationFactory(expires_at=now - timedelta(days=89))

    assert list(Invitation.objects.due(now)) == [old]
    assert recent in Invitation.objects.all()
