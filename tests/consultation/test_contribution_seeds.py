import pytest
from django.db import transaction
from django.utils import timezone

from consultation.enums import ContributionAnswer, SpokenStatus
from consultation.models import Comment, Consultation, Contribution, ContributionAction, Support
from consultation.queries import search_contributions
from consultation.queries.contributions import ContributionFilters
from perpignan.study import seeding
from tests.consultation.answering import url

pytestmark = pytest.mark.django_db
OURS = {"theme", "contribution", "support", "contributionaction", "comment"}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all()
        yield
        transaction.set_rollback(True)


def test_a_dozen_ideas_are_loaded_and_all_say_that_they_are_invented(loaded):
    assert Contribution.objects.count() >= 11
    for model in (Contribution, Comment, ContributionAction):
        assert not model.objects.filter(is_illustrative=False).exists()


def test_ideas_show_the_whole_life_of_an_idea(loaded):
    answers = set(Contribution.objects.exclude(answer="").values_list("answer", flat=True))
    states = set(Contribution.objects.values_list("status", flat=True))

    assert answers == set(ContributionAnswer.values)
    assert states == {SpokenStatus.PUBLISHED, SpokenStatus.MERGED, SpokenStatus.REFUSED}
    assert ContributionAction.objects.count() >= 5
    assert Support.objects.count() > 50


def test_nothing_is_dated_from_the_future(loaded):
    assert not Contribution.objects.filter(submitted_at__gt=timezone.now()).exists()


def test_loading_again_changes_nothing(loaded):
    reports = [r for r in seeding.load_all() if r.table.model._meta.model_name in OURS]

    assert len(reports) == 5
    assert [(r.created, r.updated, r.kept) for r in reports] == [(0, 0, [])] * 5


def test_public_list_reads_well(loaded, client):
    consultation = Consultation.objects.get(slug="coeur-de-ville")
    page = client.get(url("contribution-list", consultation))

    found = search_contributions(consultation, ContributionFilters()).count()
    assert page.context["page_obj"].paginator.count == found
    assert len(page.content) < 60_000
