"""The steering of the Perpignan study: loaded, illustrative, nameless, tied to what is there."""

import pytest
from django.db import transaction

from perpignan.governance.models import Decision, DecisionLink, Meeting, Membership, Minutes
from perpignan.study import references, seeding
from perpignan.study.models import User
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {report.title: report for report in seeding.load_all()}
        transaction.set_rollback(True)


def test_seed_holds_the_calendar_of_the_study(reports):
    steering = Meeting.objects.filter(body__code="copil").order_by("starts_at")

    assert [meeting.code for meeting in steering] == [f"copil-{n}" for n in range(1, 6)]
    assert Minutes.objects.filter(meeting__in=steering).count() == 2
    assert not Decision.objects.filter(is_illustrative=False).exists()


def test_seeded_links_lead_to_what_is_there(reports):
    pairs = set(DecisionLink.objects.values_list("kind", "key"))

    assert set(references.find(pairs, UserFactory(lead=True))) == pairs


def test_seats_name_no_account(reports):
    assert not Membership.objects.exclude(account=None).exists()
    assert not User.objects.exists()


def test_seed_is_left_alone_the_second_time(reports):
    again = {report.title: report for report in seeding.load_all()}

    for title in ("instances", "sièges", "réunions", "décisions", "tâches"):
        assert (again[title].created, again[title].updated) == (0, 0)
