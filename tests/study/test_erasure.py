"""People kept long enough are erased every night, and their names with them."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from structlog.testing import capture_logs

from perpignan.study.models import Interview, Quote, ResourcePerson
from perpignan.study.operations import erase_due_people
from perpignan.study.tasks import erase_expired as nightly
from tests.factories import study as factories

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 1)


def make_people():
    due = factories.ResourcePersonFactory(name="Jeanne Puig", keep_until=date(2022, 2, 28))
    kept = factories.ResourcePersonFactory(keep_until=DAY)
    return due, kept


def command(*args):
    output = StringIO()
    call_command("erase_due_people", *args, stdout=output)
    return output.getvalue()


def test_only_those_whose_day_has_passed_are_erased():
    due, kept = make_people()

    erased = erase_due_people(day=DAY)

    assert erased == [due.pk]
    assert list(ResourcePerson.objects.all()) == [kept]
    assert erase_due_people(day=DAY) == []


def test_interviews_and_words_stay_without_a_name():
    due, _kept = make_people()
    quote = factories.QuoteFactory(interview__person=due, named=True)

    erase_due_people(day=DAY)

    assert Interview.objects.get(pk=quote.interview_id).person is None
    assert Quote.objects.get().attribution == "Une personne entendue par l'étude"


def test_notes_of_the_back_office_lose_the_name():
    due, kept = make_people()
    user = factories.UserFactory(lead=True)
    for person in (due, kept):
        LogEntry.objects.log_actions(
            user.pk, [person], CHANGE, change_message="Nom modifié", single_object=True
        )

    erase_due_people(day=DAY)

    kind = ContentType.objects.get_for_model(ResourcePerson)
    noted = dict(LogEntry.objects.filter(content_type=kind).values_list("object_id", "object_repr"))
    assert noted == {str(due.pk): "Personne effacée", str(kept.pk): str(kept)}


def test_dry_run_erases_nobody_and_says_how_many():
    due, _kept = make_people()

    said = command("--dry-run", "--day", "2022-03-01")

    assert said == f"1 personne ressource serait effacée.\n{due.pk}\n"
    assert ResourcePerson.objects.count() == 2


def test_command_erases_and_says_how_many():
    due, _kept = make_people()

    assert command("--day", "2022-03-01") == f"1 personne ressource effacée.\n{due.pk}\n"
    assert command("--day", "2022-03-01") == "Aucune personne ressource à effacer.\n"


def test_log_tells_numbers_and_no_name():
    due, _kept = make_people()

    with capture_logs() as logs:
        erase_due_people(day=DAY)

    assert logs == [
        {
            "event": "people_erased",
            "log_level": "info",
            "day": "2022-03-01",
            "people": [due.pk],
            "is_dry_run": False,
        }
    ]


def test_the_nightly_job_erases_as_of_today():
    _due, kept = make_people()
    kept.keep_until = date(2100, 1, 1)
    kept.save()

    nightly()

    assert list(ResourcePerson.objects.all()) == [kept]
