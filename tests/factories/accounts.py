"""Invitations for tests."""

from datetime import timedelta

import factory
from django.utils import timezone

from perpignan.accounts.models import Invitation
from perpignan.accounts.operations import hash_of
from perpignan.study.enums import Role
from tests.factories.study import UserFactory


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation whose link ends with `token`."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"jeton-{n}")

    email = factory.Sequence(lambda n: f"invitee-{n}@exemple.fr")
    role = Role.DEPARTMENT
    full_name = "Camille Serra"
    token_hash = factory.LazyAttribute(lambda row: hash_of(row.token))
    invited_by = factory.SubFactory(UserFactory, lead=True)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
