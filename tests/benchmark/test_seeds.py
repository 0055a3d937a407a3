from collections import Counter

import pytest
from django.db import transaction

from benchmark.models import City, Initiative, InitiativeAction
from perpignan.study import seeding
from perpignan.study.enums import Confidence
from perpignan.study.models import Action

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {report.title: report for report in seeding.load_all()}
        transaction.set_rollback(True)


def test_seed_publishes_25_sourced_initiatives(reports):
    assert Initiative.objects.published().count() == 25
    assert not Initiative.objects.filter(sources=None).exists()
    assert not Initiative.objects.filter(lesson="").exists()
    assert Counter(Initiative.objects.values_list("confidence", flat=True)) == {"solid": 25}


def test_seed_is_left_alone_the_second_time(reports):
    again = {report.title: report for report in seeding.load_all()}

    for title in ("villes", "initiatives", "actions éclairées"):
        assert (again[title].created, again[title].updated) == (0, 0)
        assert again[title].unchanged == reports[title].created


def test_figures_without_source_are_to_verify(reports):
    for city in City.objects.all():
        city.full_clean()
    assert not City.objects.filter(
        population_source=None, population_confidence=Confidence.SOLID
    ).exists()
    home = City.objects.get(is_home=True)
    assert (home.population, home.population_year, str(home.area)) == (119_188, 2018, "68.07")


def test_every_action_has_an_illustrative_link(reports):
    linked = set(InitiativeAction.objects.values_list("action", flat=True))

    assert linked == set(Action.objects.values_list("pk", flat=True))
    assert not InitiativeAction.objects.filter(is_illustrative=False).exists()
