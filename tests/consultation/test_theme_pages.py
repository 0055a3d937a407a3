"""Pages, API, chapter and evidence of themes: the same figures, and nothing that was not read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.chapters import conclusions
from consultation.enums import ConsultationStatus, ContributionAnswer
from consultation.evidence import themes_about
from consultation.models import FollowUpAction
from consultation.operations import move_consultation, save_follow_up
from perpignan.reports.chapters import Scope
from tests.factories.consultation import QuestionFactory
from tests.factories.study import ActionFactory, UserFactory
from tests.factories.themes import FollowUpFactory, TextThemeFactory, put_in

pytestmark = pytest.mark.django_db
SECRET = "Appelez-moi au 06 39 98 12 34."


@pytest.fixture
def theme(consultation):
    section = consultation.questionnaires.get().sections.get(code="premiere")
    QuestionFactory(
        section=section, code="AGE", type="age_band", profile="age_band", options=["Jeune", "Vieux"]
    )
    made = TextThemeFactory(consultation=consultation, validated=True, name="De l'ombre")
    put_in(made, *[f"Banc {n}" for n in range(12)], AGE="1")
    put_in(made, *[f"Arbre {n}" for n in range(11)], AGE="2")
    put_in(made, SECRET, cleared=False, AGE="2")
    return made


def page(client, name, consultation, *args):
    response = client.get(reverse(f"consultation:{name}", args=[consultation.slug, *args]))
    assert response.status_code == 200
    assert len(response.content) < 60_000
    return response.content.decode()


def test_the_same_figures_on_the_pages_the_api_and_the_chapter(client, consultation, theme):
    shown = page(client, "theme-list", consultation)
    detail = page(client, "theme-detail", consultation, theme.pk)
    api = client.get(f"/api/v1/text-themes/?consultation={consultation.slug}").json()
    blocks = conclusions.build(Scope(day=date.today(), is_internal=False))

    [row] = api["results"]
    assert (row["size"], row["percent"]) == (24, 100)
    assert [(s["count"], s["percent"]) for s in row["shares"][0]["rows"]] == [(12, 100), (12, 100)]
    assert "24 textes, 100" in shown
    assert "24 textes, 100" in detail
    table = next(
        block for block in blocks if getattr(block, "caption", "").startswith("Les thèmes")
    )
    assert [row[:2] for row in table.rows] == [["De l'ombre", "24"]]


def test_words_that_nobody_cleared_are_nowhere(client, consultation, theme):
    FollowUpFactory(theme=theme)
    doors = [
        page(client, "theme-list", consultation),
        page(client, "theme-detail", consultation, theme.pk),
        page(client, "follow-up-list", consultation),
        client.get(f"/api/v1/text-themes/?consultation={consultation.slug}").content.decode(),
        str(conclusions.build(Scope(day=date.today(), is_internal=True))),
    ]

    assert not any("06 39" in door for door in doors)
    assert "1 autre texte compte" in doors[1]


def test_small_cells_are_told_in_words(client, consultation, theme):
    put_in(theme, "Trois mots", AGE="1")
    small = TextThemeFactory(consultation=consultation, validated=True)
    put_in(small, *["Un bus"] * 10, AGE="1")
    put_in(small, "Un tram", AGE="2")

    detail = page(client, "theme-detail", consultation, small.pk)

    assert "D'où viennent ces textes" in detail
    api = client.get(f"/api/v1/text-themes/?consultation={consultation.slug}").json()["results"]
    [tables] = [row["shares"] for row in api if row["id"] == small.pk]
    assert [cell["count"] for cell in tables[0]["rows"]] == [None, None]


def test_a_draft_is_the_teams_alone(client, consultation):
    draft = TextThemeFactory(consultation=consultation, name="Pas encore")
    put_in(draft, "Des mots")
    address = reverse("consultation:theme-detail", args=[consultation.slug, draft.pk])

    assert "Pas encore" not in page(client, "theme-list", consultation)
    assert client.get(address).status_code == 404
    client.force_login(UserFactory(lead=True))
    assert "Pas encore" in page(client, "theme-list", consultation)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["theme-list", "follow-up-list", "api"])
def test_pages_ask_as_much_for_three_themes_as_for_one(
    client, consultation, theme, name, django_assert_num_queries
):
    FollowUpAction.objects.create(
        follow_up=FollowUpFactory(theme=theme), action=ActionFactory(public=True)
    )
    url = f"/api/v1/text-themes/?consultation={consultation.slug}"
    if name != "api":
        url = reverse(f"consultation:{name}", args=[consultation.slug])
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        client.get(url)
    for number in range(2):
        other = TextThemeFactory(consultation=consultation, validated=True)
        put_in(other, f"Texte {number}", "Autre", AGE="1")
        follow_up = FollowUpFactory(theme=other)
        FollowUpAction.objects.create(follow_up=follow_up, action=ActionFactory(public=True))

    with django_assert_num_queries(len(counted)):
        client.get(url)


def test_answering_a_theme_puts_its_voices_on_the_action(client, consultation, theme):
    action, lead = ActionFactory(code="A9.1", public=True), UserFactory(lead=True)

    save_follow_up(
        theme=theme,
        synthesis="Il fait chaud.",
        decision=ContributionAnswer.RETAINED,
        reason="Des arbres.",
        actions=[action],
        by=lead,
    )

    [evidence] = themes_about([action.pk], lead)[action.pk]
    assert (evidence.kind, evidence.title, evidence.url) == (
        "theme",
        "De l'ombre",
        theme.get_absolute_url(),
    )
    assert evidence.source_label.startswith("24 textes")
    shown = page(client, "follow-up-list", consultation)
    assert "A9.1" in shown
    assert "Des arbres." in shown


def test_only_who_speaks_for_the_city_answers_and_only_what_is_validated(consultation, theme):
    given = {"synthesis": "Dit.", "decision": "retained", "reason": "Fait."}
    draft = TextThemeFactory(consultation=consultation)
    lead = UserFactory(lead=True)

    with pytest.raises(PermissionDenied):
        save_follow_up(theme=theme, by=UserFactory(consortium=True), **given)
    with pytest.raises(ValidationError, match="Validez"):
        save_follow_up(theme=draft, by=lead, **given)
    with pytest.raises(ValidationError) as refusal:
        save_follow_up(theme=theme, by=lead, **given | {"reason": " "})
    assert "reason" in refusal.value.message_dict


def test_follow_up_is_published_once_every_theme_has_its_own(consultation, theme):
    lead = UserFactory(lead=True)
    consultation.status = ConsultationStatus.RESULTS_PUBLISHED
    consultation.save()
    to = ConsultationStatus.FOLLOW_UP_PUBLISHED

    with pytest.raises(ValidationError, match="De l'ombre"):
        move_consultation(consultation=consultation, to=to, by=lead)
    FollowUpFactory(theme=theme)

    assert move_consultation(consultation=consultation, to=to, by=lead).status == to


def test_the_team_works_on_a_theme_by_plain_forms(client, consultation, theme):
    client.force_login(UserFactory(lead=True))
    edit = reverse("consultation:theme-edit", args=[consultation.slug, theme.pk])

    assert client.post(edit, {"verb": "rename", "name": "Ombre et bancs"}).status_code == 302
    assert client.post(edit, {"verb": "rename", "name": ""}).status_code == 422
    assert client.post(edit, {"verb": "merge", "into": theme.pk}).status_code == 422
    assert client.post(edit, {"verb": "aside"}).status_code == 302
    assert "Ombre et bancs" in page(client, "theme-desk", consultation)
    theme.refresh_from_db()
    assert (theme.name, theme.status) == ("Ombre et bancs", "proposed")


def test_a_moderator_sees_what_may_name_somebody_and_clears_the_rest(client, consultation, theme):
    client.force_login(UserFactory(lead=True))
    address = reverse("consultation:text-desk", args=[consultation.slug])
    [text] = [row.text for row in theme.memberships.filter(text__clearance="to_read")]

    assert "<mark>06 39 98 12 34</mark>" in client.get(address).content.decode()
    assert client.post(address, {"clearance": "withheld"}).status_code == 422
    client.post(address, {"texts": [text.pk], "clearance": "withheld"})
    text.refresh_from_db()
    assert text.clearance == "withheld"
    assert "06 39" not in client.get(address).content.decode()
