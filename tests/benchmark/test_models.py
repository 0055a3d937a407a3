from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from benchmark.enums import InitiativeStatus, SizeClass
from benchmark.models import City, Initiative, InitiativeSource
from perpignan.study.enums import Confidence
from tests.factories import benchmark as factories
from tests.factories.study import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [
        factories.CityFactory,
        factories.CityIndicatorFactory,
        factories.InitiativeFactory,
        factories.InitiativeActionFactory,
        factories.CityInterviewFactory,
    ],
)
def test_factory_makes_a_row_that_its_model_accepts(factory):
    record = factory()

    record.full_clean()

    assert type(record).objects.get() == record


def test_density_needs_both_figures():
    assert factories.CityFactory.build(population=119_188, area=Decimal("68.07")).density == 1751
    assert factories.CityFactory.build(area=None).density is None
    assert factories.CityFactory.build(population=None).density is None


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (49_999, SizeClass.SMALL),
        (50_000, SizeClass.MEDIUM),
        (149_999, SizeClass.MEDIUM),
        (150_000, SizeClass.LARGE),
        (500_000, SizeClass.VERY_LARGE),
        (9_000_000, SizeClass.VERY_LARGE),
    ],
)
def test_size_class_of_a_population(population, size):
    assert SizeClass.of(population) == size
    assert factories.CityFactory.build(population=population).size_class == size


def test_figure_without_source_cannot_be_sure():
    city = factories.CityFactory.build(population_confidence=Confidence.SOLID)

    with pytest.raises(ValidationError) as caught:
        city.full_clean()

    assert list(caught.value.message_dict) == ["population_confidence"]


def test_only_one_city_is_home():
    factories.CityFactory(home=True)

    with pytest.raises(IntegrityError):
        factories.CityFactory(is_home=True)


def test_coordinates_come_together():
    city = factories.CityFactory.build(longitude=None)

    with pytest.raises(ValidationError, match="latitude et la longitude"):
        city.full_clean()


def test_public_cities_are_home_and_those_of_published_sheets():
    home = factories.CityFactory(home=True)
    shown = factories.InitiativeFactory.create_batch(2, published=True, city__name="Mulhouse")
    factories.InitiativeFactory(city=shown[0].city, published=True)
    factories.InitiativeFactory(in_review=True)
    factories.CityFactory()

    assert set(City.objects.public()) == {home, shown[0].city, shown[1].city}
    assert City.objects.public().count() == 3


@pytest.mark.parametrize("code", ["carte", "comparer", "villes-proches"])
def test_code_of_a_page_is_refused(code):
    initiative = factories.InitiativeFactory.build(code=code, city=factories.CityFactory())

    with pytest.raises(ValidationError) as caught:
        initiative.full_clean()

    assert list(caught.value.message_dict) == ["code"]


def test_published_sheet_needs_description_and_lesson():
    initiative = factories.InitiativeFactory(published=True)
    initiative.description = initiative.lesson = ""

    with pytest.raises(ValidationError) as caught:
        initiative.full_clean()

    assert set(caught.value.message_dict) == {"description", "lesson"}


def test_published_without_a_date_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        factories.InitiativeFactory(status=InitiativeStatus.PUBLISHED)


def test_search_vector_follows_the_text():
    initiative = factories.InitiativeFactory(name="Médiathèque")

    Initiative.objects.filter(pk=initiative.pk).update(name="Éclairage")

    assert Initiative.objects.filter(search_vector="eclairage").exists()
    assert not Initiative.objects.filter(search_vector="mediatheque").exists()


def test_initiative_of_an_interview_is_of_its_city():
    link = factories.CityInterviewFactory()
    link.city = factories.CityFactory()

    with pytest.raises(ValidationError, match="d'une autre ville"):
        link.full_clean()


def test_an_interview_is_about_one_city():
    link = factories.CityInterviewFactory()

    with pytest.raises(IntegrityError):
        factories.CityInterviewFactory(interview=link.interview)


def test_history_keeps_links():
    source = SourceFactory()
    initiative = factories.InitiativeFactory()

    initiative.sources.add(source)

    assert InitiativeSource.pgh_event_model.objects.get().source == source
