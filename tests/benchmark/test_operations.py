import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from benchmark import operations
from benchmark.enums import InitiativeStatus
from benchmark.models import Initiative
from tests.factories.benchmark import CityFactory, InitiativeFactory
from tests.factories.study import PriorityFactory, SourceFactory

pytestmark = pytest.mark.django_db


def test_publish_initiative_stamps_the_date():
    initiative = InitiativeFactory(sources=[SourceFactory()])

    operations.publish_initiative(initiative=initiative)

    stored = Initiative.objects.get()
    assert stored.status == InitiativeStatus.PUBLISHED
    assert stored.published_on == timezone.localdate()


def test_publish_initiative_keeps_the_first_date():
    initiative = InitiativeFactory(published=True, sources=[SourceFactory()])

    operations.publish_initiative(initiative=initiative)

    assert str(Initiative.objects.get().published_on) == "2020-02-10"


@pytest.mark.parametrize(
    ("missing", "field"), [({"description": ""}, "description"), ({"lesson": ""}, "lesson")]
)
def test_publish_initiative_demands_its_texts(missing, field):
    initiative = InitiativeFactory(sources=[SourceFactory()], **missing)

    with pytest.raises(ValidationError) as caught:
        operations.publish_initiative(initiative=initiative)

    assert list(caught.value.message_dict) == [field]
    assert Initiative.objects.get().status == InitiativeStatus.DRAFT


def test_publish_initiative_demands_a_source():
    with pytest.raises(ValidationError) as caught:
        operations.publish_initiative(initiative=InitiativeFactory())

    assert list(caught.value.message_dict) == ["sources"]
    assert Initiative.objects.get().published_on is None


def test_submit_initiative_hands_a_draft_over():
    operations.submit_initiative(initiative=InitiativeFactory())

    assert Initiative.objects.get().status == InitiativeStatus.IN_REVIEW


@pytest.mark.parametrize("situation", ["in_review", "published"])
def test_submit_initiative_refuses_what_is_no_draft(situation):
    with pytest.raises(ValidationError):
        operations.submit_initiative(initiative=InitiativeFactory(**{situation: True}))


def test_unpublish_initiative_takes_the_date_away():
    operations.unpublish_initiative(initiative=InitiativeFactory(published=True))

    stored = Initiative.objects.get()
    assert (stored.status, stored.published_on) == (InitiativeStatus.DRAFT, None)


@pytest.mark.parametrize("start", [{}, {"in_review": True}, {"published": True}])
@pytest.mark.parametrize("to", InitiativeStatus)
def test_move_initiative_reaches_any_status(start, to):
    initiative = InitiativeFactory(sources=[SourceFactory()], **start)

    operations.move_initiative(initiative=initiative, to=to)

    stored = Initiative.objects.get()
    assert stored.status == to
    assert (stored.published_on is not None) == (to == InitiativeStatus.PUBLISHED)


def test_save_initiative_stores_links_and_tidies_texts():
    priority = PriorityFactory()
    initiative = InitiativeFactory.build(city=CityFactory())

    operations.save_initiative(
        initiative=initiative, many={"priorities": [priority]}, result=" Un\r\ndeux\rtrois \n"
    )

    stored = Initiative.objects.get()
    assert stored.result == "Un\ndeux\ntrois"
    assert list(stored.priorities.all()) == [priority]


def test_save_initiative_refuses_what_the_model_refuses():
    initiative = InitiativeFactory.build(city=CityFactory(), year=1800)

    with pytest.raises(ValidationError) as caught:
        operations.save_initiative(initiative=initiative)

    assert list(caught.value.message_dict) == ["year"]
    assert not Initiative.objects.exists()


def test_save_city_understands_a_country_in_lower_case():
    city = operations.save_city(city=CityFactory.build(country="es"))

    assert city.country == "ES"
