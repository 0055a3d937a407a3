"""Interviews: what people allowed is public, the rest is for the team."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from perpignan.study import permissions, seeding
from perpignan.study.enums import Consent, InterviewKind, InterviewStatus
from perpignan.study.models import Interview, InterviewGuide, Quote, ResourcePerson
from tests.factories import study as factories

pytestmark = pytest.mark.django_db

NOUNS = ["interview", "interviewguide", "resourceperson", "quote"]
TEAM = {"consortium", "lead", "administrator", "superuser"}
ROLES = ["anonymous", "department", "desk", "official", *sorted(TEAM)]


def person(role):
    return AnonymousUser() if role == "anonymous" else factories.UserFactory(**{role: True})


def admin_url(page, noun, *args):
    return reverse(f"admin:study_{noun}_{page}", args=args)


@pytest.mark.parametrize(
    ("consent", "reread", "is_public"),
    [
        (Consent.NONE, None, False),
        (Consent.NONE, date(2020, 2, 1), False),
        (Consent.ANONYMOUS, None, True),
        (Consent.NAMED, date(2020, 2, 1), True),
    ],
)
def test_words_are_public_as_far_as_allowed(consent, reread, is_public):
    factories.QuoteFactory(consent=consent, reread_on=reread)

    assert Quote.objects.public().exists() == is_public


def test_named_words_must_have_been_read_again():
    with pytest.raises(IntegrityError):
        factories.QuoteFactory(consent=Consent.NAMED)


def test_attribution_names_only_who_agreed_to_it():
    person = factories.ResourcePersonFactory(name="Jeanne Puig", job_title="Directrice")
    interview = factories.InterviewFactory(person=person)

    named = factories.QuoteFactory(interview=interview, named=True)
    anonymous = factories.QuoteFactory(interview=interview, anonymous=True)

    assert named.attribution == "Jeanne Puig, Directrice"
    assert anonymous.attribution == "Une personne entendue par l'étude"


def test_erased_person_leaves_her_words_without_name():
    quote = factories.QuoteFactory(named=True)

    quote.interview.person.delete()

    assert Quote.objects.get().attribution == "Une personne entendue par l'étude"


def test_reported_interview_needs_date_and_minutes():
    interview = factories.InterviewFactory(held_on=None, status=InterviewStatus.DONE)

    with pytest.raises(ValidationError, match="date de l'entretien"):
        interview.full_clean()


def test_interview_of_a_department_names_it():
    interview = factories.InterviewFactory(kind=InterviewKind.DEPARTMENT)

    with pytest.raises(ValidationError, match="service entendu"):
        interview.full_clean()


def test_interview_is_named_without_the_person():
    interview = factories.InterviewFactory(of_department=True, person__name="Jeanne Puig")

    assert "Direction du numérique" in str(interview)
    assert "Jeanne Puig" not in str(interview)


def test_history_keeps_neither_people_nor_their_words():
    quote = factories.QuoteFactory(text="Des mots", anonymous=True)

    event, meeting = quote.events.get(), quote.interview.events.get()

    assert event.consent == Consent.ANONYMOUS
    assert not hasattr(event, "text")
    assert not any(hasattr(meeting, name) for name in ("person", "minutes", "attendees"))
    assert not hasattr(factories.ResourcePersonFactory(), "events")


@pytest.mark.parametrize("role", ROLES)
def test_words_kept_back_are_for_the_team(role):
    kept_back, user = factories.QuoteFactory(), person(role)

    in_team = role in TEAM
    assert (kept_back in Quote.objects.visible_to(user)) == in_team
    assert (kept_back.interview in Interview.objects.visible_to(user)) == in_team
    assert permissions.can_view_interviews(user) == in_team
    assert permissions.can_erase_people(user) == in_team


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("noun", [*NOUNS, "interviewquestion"])
def test_interviews_are_for_the_team(noun, role):
    assert person(role).has_perm(f"study.view_{noun}") == (role in TEAM)


@pytest.mark.parametrize("noun", NOUNS)
def test_team_opens_every_noun(client, noun):
    quote = factories.QuoteFactory()
    client.force_login(factories.UserFactory(consortium=True))
    interview = quote.interview
    records = {"quote": quote, "interview": interview, "interviewguide": interview.guide}
    record = records.get(noun, interview.person)

    pages = [admin_url("changelist", noun), admin_url("add", noun)]
    pages.append(admin_url("change", noun, record.pk))

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("role", ["department", "desk", "official"])
def test_others_enter_none(client, noun, role):
    client.force_login(factories.UserFactory(**{role: True}))

    assert client.get(admin_url("changelist", noun)).status_code == 302


def interview_form(**values):
    quotes = {"quotes-TOTAL_FORMS": 1, "quotes-INITIAL_FORMS": 0}
    quotes |= {"quotes-0-text": "C'est plus simple.", "quotes-0-consent": Consent.ANONYMOUS}
    form = {"guide": factories.InterviewGuideFactory().pk, "kind": InterviewKind.DEPARTMENT}
    form |= {
        "code": "e-1",
        "department": "Commerce",
        "mode": "video",
        "status": InterviewStatus.PLANNED,
    }
    follow_ups = {"follow_ups-TOTAL_FORMS": 0, "follow_ups-INITIAL_FORMS": 0}
    return form | quotes | follow_ups | values


def test_team_writes_an_interview_and_its_words(client):
    client.force_login(factories.UserFactory(consortium=True))

    refused = client.post(admin_url("add", "interview"), interview_form(department=""))
    client.post(admin_url("add", "interview"), interview_form())

    assert "Indiquez le service entendu." in refused.content.decode()
    assert Interview.objects.get().department == "Commerce"
    assert Quote.objects.public().get().text == "C'est plus simple."


@pytest.mark.parametrize("noun", NOUNS)
def test_lists_ask_the_same_queries_for_one_and_three(client, noun, django_assert_max_num_queries):
    client.force_login(factories.UserFactory(lead=True))
    counts = []
    for total in (1, 2):
        for _ in range(total):
            partner = factories.PartnerFactory()
            factories.QuoteFactory(interview__organisation=partner)
        client.get(admin_url("changelist", noun))
        with django_assert_max_num_queries(40) as captured:
            client.get(admin_url("changelist", noun))
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("role", "is_told"), [("lead", True), ("consortium", True)])
def test_first_page_tells_whom_to_erase(client, role, is_told):
    factories.ResourcePersonFactory(keep_until="2020-01-01")
    factories.ResourcePersonFactory()
    client.force_login(factories.UserFactory(**{role: True}))

    page = client.get(reverse("admin:index"))
    listed = client.get(admin_url("changelist", "resourceperson"), {"due": "yes"})

    waiting = {item.label: item.count for item in page.context["waiting"]}
    assert (waiting.get("Personnes ressources à effacer") == 1) == is_told
    assert listed.context["cl"].result_count == 1


def test_guides_have_seven_questions_and_nobody_is_invented():
    seeding.load_all()

    guides = InterviewGuide.objects.all()

    assert {guide.code: guide.questions.count() for guide in guides} == {
        "services-ville": 7,
        "villes-pairs": 7,
    }
    assert all(guide.is_illustrative for guide in guides)
    assert not ResourcePerson.objects.exists()
    assert not Quote.objects.exists()
