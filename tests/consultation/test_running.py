"""A consultation that is open keeps what the law asked to open it; it may be prolonged."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultation import operations
from consultation.queries import missing_for_opening, requirements_for_opening
from perpignan.history import history_of
from tests.consultation.answering import words
from tests.factories.consultation import ConsultationFactory, questionnaire_of_every_type
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
REQUIRED = (
    *("purpose", "legal_frame", "how_to_take_part", "information", "use_of_answers"),
    *("privacy_notice", "contact"),
)


@pytest.fixture
def opened():
    return questionnaire_of_every_type(open=True).consultation


@pytest.mark.parametrize("field", REQUIRED)
def test_text_that_the_law_asks_is_not_emptied_once_open(opened, field):
    with pytest.raises(ValidationError) as refused:
        operations.save_consultation(consultation=opened, **{field: ""})

    assert list(refused.value.message_dict) == [field]
    opened.refresh_from_db()
    assert getattr(opened, field)


def test_text_of_a_draft_may_be_emptied():
    draft = ConsultationFactory()

    operations.save_consultation(consultation=draft, purpose="")

    assert "l'objet de la consultation" in missing_for_opening(draft)


def test_open_consultation_lasts_fifteen_days_at_least(opened):
    with pytest.raises(ValidationError) as refused:
        operations.save_consultation(
            consultation=opened, closes_at=opened.opens_at + timedelta(days=12)
        )

    assert "quinze jours au moins" in refused.value.message_dict["closes_at"][0]


def test_open_consultation_keeps_the_day_it_opened(opened):
    with pytest.raises(ValidationError) as refused:
        operations.save_consultation(
            consultation=opened, opens_at=opened.opens_at - timedelta(days=5)
        )

    assert list(refused.value.message_dict) == ["opens_at"]


@pytest.mark.parametrize(
    "given", [{"information": "Ici."}, {"information_url": "https://example.org/"}, {"file": True}]
)
def test_information_is_a_text_an_address_or_a_file(given):
    fields = {"information": "", **given}
    if fields.pop("file", False):
        fields["information_file"] = "consultations/dossier.pdf"
    draft = ConsultationFactory.build(**fields)

    met = {item.field: item.is_met for item in requirements_for_opening(draft)}

    assert met["information"]


def test_information_file_is_one_that_people_can_read():
    draft = ConsultationFactory.build(
        information_file=SimpleUploadedFile("dossier.exe", b"MZ"), contact="La mairie"
    )

    with pytest.raises(ValidationError) as refused:
        operations.save_consultation(consultation=draft)

    assert list(refused.value.message_dict) == ["information_file"]


def test_consultation_is_prolonged_with_the_reason(opened, client):
    later = opened.closes_at + timedelta(days=7)

    operations.extend_consultation(
        consultation=opened, closes_at=later, note="Fête de quartier", by=UserFactory(lead=True)
    )

    opened.refresh_from_db()
    changed = {change.name for line in history_of(opened) for change in line.fields}
    assert opened.closes_at == later
    assert "Prolongée : Fête de quartier" in words(client.get(opened.get_absolute_url())).replace(
        '<span lang="fr">', ""
    )
    assert {"se termine le", "raison de la prolongation"} <= changed


@pytest.mark.parametrize(
    ("days", "note", "field"),
    [(-1, "Fête", "closes_at"), (0, "Fête", "closes_at"), (7, " ", "note")],
)
def test_prolonging_needs_a_later_end_and_a_reason(opened, days, note, field):
    with pytest.raises(ValidationError) as refused:
        operations.extend_consultation(
            consultation=opened,
            closes_at=opened.closes_at + timedelta(days=days),
            note=note,
            by=UserFactory(lead=True),
        )

    assert list(refused.value.message_dict) == [field]


def test_only_an_open_consultation_is_prolonged_by_who_runs_it(opened):
    later = timezone.now() + timedelta(days=60)

    with pytest.raises(PermissionDenied):
        operations.extend_consultation(
            consultation=opened, closes_at=later, note="Fête", by=UserFactory(consortium=True)
        )
    with pytest.raises(ValidationError):
        operations.extend_consultation(
            consultation=ConsultationFactory(closed=True),
            closes_at=later,
            note="Fête",
            by=UserFactory(lead=True),
        )


def test_back_office_prolongs_and_says_what_it_refuses(client, opened):
    client.force_login(UserFactory(lead=True))
    address = reverse("admin:consultation_consultation_verb", args=[opened.pk, "prolonger"])
    local = timezone.localtime(opened.closes_at + timedelta(days=7))
    sent = {"confirm": "1", "note": "Fête", "closes_at_1": "12:00"}

    refused = client.post(address, sent | {"closes_at_0": "2020-01-01"})
    done = client.post(address, sent | {"closes_at_0": local.strftime("%Y-%m-%d")})

    opened.refresh_from_db()
    assert "doit venir après" in words(refused)
    assert done.status_code == 302
    assert timezone.localdate(opened.closes_at) == local.date()


def test_back_office_shows_at_its_field_what_an_open_consultation_would_lose(client, opened):
    client.force_login(UserFactory(lead=True))
    address = reverse("admin:consultation_consultation_change", args=[opened.pk])
    form = client.get(address).context["adminform"].form
    filled = {
        name: value for name, value in form.initial.items() if isinstance(value, str) and value
    }
    opens, closes = map(timezone.localtime, (opened.opens_at, opened.closes_at))
    dates = {
        "opens_at_0": opens.strftime("%Y-%m-%d"),
        "opens_at_1": opens.strftime("%H:%M:%S.%f"),
        "closes_at_0": closes.strftime("%Y-%m-%d"),
        "closes_at_1": closes.strftime("%H:%M:%S"),
    }

    page = client.post(address, filled | dates | {"purpose": "", "title": "Autre titre"})

    assert list(page.context["adminform"].form.errors) == ["purpose"]
    assert 'value="Autre titre"' in words(page)


def test_page_of_a_consultation_leads_to_its_questionnaire(client, opened):
    client.force_login(UserFactory(lead=True))
    empty = ConsultationFactory()

    def page(consultation):
        address = reverse("admin:consultation_consultation_change", args=[consultation.pk])
        return words(client.get(address))

    assert "Écrire le questionnaire" in page(empty)
    assert reverse(
        "admin:consultation_questionnaire_change", args=[opened.questionnaires.get().pk]
    ) in page(opened)
