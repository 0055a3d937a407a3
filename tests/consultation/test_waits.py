"""The ways that the consultation opens into the week of the team."""

import pytest

from consultation.waits import for_weeks
from tests.factories.consultation import ConsultationFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def week_of(role: str) -> list[tuple[str, list[str]]]:
    works = for_weeks(UserFactory(**{role: True}))
    return [(work.title, [way.url for way in work.ways]) for work in works]


def test_one_consultation_is_one_work() -> None:
    ConsultationFactory(open=True, slug="centre")
    ConsultationFactory(closed=True, slug="ancienne")

    [(title, urls)] = week_of("lead")

    assert title == "Consultation"
    assert "/consultation/centre/suivi/" in urls
    assert not any("ancienne" in url for url in urls)


def test_each_open_consultation_has_its_own_ways() -> None:
    ConsultationFactory(open=True, slug="centre", title="Le centre")
    ConsultationFactory(open=True, slug="budget", title="Le budget")

    works = dict(week_of("lead"))

    assert set(works) == {"Consultations", "Le centre", "Le budget"}
    assert {url.split("/")[2] for url in works["Le budget"]} == {"budget"}


def test_the_last_that_closed_is_followed_when_none_is_open() -> None:
    ConsultationFactory(closed=True, slug="ancienne")

    [(_title, urls)] = week_of("lead")

    assert "/consultation/ancienne/suivi/" in urls


def test_an_official_has_no_work_there() -> None:
    ConsultationFactory(open=True)

    assert week_of("official") == []
