"""The public pages of contributions: reading, taking part, following with the code."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from consultation.enums import SpokenStatus
from consultation.models import Contribution
from consultation.models.keys import new_token
from consultation.operations import (
    merge_contributions,
    publish_spoken,
    refuse_spoken,
)
from tests.consultation.answering import code_on, url, words
from tests.factories.consultation import ConsultationFactory
from tests.factories.contributions import (
    CommentFactory,
    ContributionFactory,
    SupportFactory,
    ThemeFactory,
    gathering,
)
from tests.factories.study import ActionFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} =1+1 \u202e 'x\""
IDEA = {"title": "Des bancs", "text": "À l'ombre, place de la Loge."}


def form_of(client, consultation, **values):
    page = client.get(url("contribution-create", consultation))
    return IDEA | {"token": page.context["form"].initial["token"]} | values


def contribute(client, consultation, **values):
    posted = form_of(client, consultation, **values)
    return client.post(url("contribution-create", consultation), posted)


def titles(page):
    return [item.title for item in page.context["page_obj"]]


def support(client, idea, **posted):
    return client.post(url("contribution-support", idea.consultation, idea.pk), posted)


# Reading


def test_list_tells_ideas_with_their_supports_and_answers(client):
    idea = ContributionFactory(answered=True, is_illustrative=True)
    SupportFactory.create_batch(2, contribution=idea)
    CommentFactory(contribution=idea)

    page = words(client.get(url("contribution-list", idea.consultation)))

    assert "1 idée publiée" in page
    assert idea.title in page
    assert "2 soutiens" in page
    assert "1 commentaire" in page
    assert "Retenue" in page
    assert "Donnée illustrative" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"Plus d'École", "Un arbre", "Vélos"}),
        ({"q": "ecole"}, {"Plus d'École"}),
        ({"q": "écoles"}, {"Plus d'École"}),
        ({"q": "arb"}, {"Un arbre"}),
        ({"theme": "vert"}, {"Un arbre"}),
        ({"theme": "inconnu"}, {"Plus d'École", "Un arbre", "Vélos"}),
        ({"zone": "gare"}, {"Vélos"}),
        ({"answer": "retained"}, {"Vélos"}),
        ({"answer": "none"}, {"Plus d'École", "Un arbre"}),
        ({"q": "a" * 300}, {"Plus d'École", "Un arbre", "Vélos"}),
        ({"q": "'; DROP TABLE x; --"}, set()),
        ({"q": "nul\x00"}, {"Plus d'École", "Un arbre", "Vélos"}),
        ({"page": "-3", "sort": "<b>"}, {"Plus d'École", "Un arbre", "Vélos"}),
    ],
)
def test_list_filters_by_plain_links(client, asked, expected):
    consultation = gathering()
    vert = ThemeFactory(consultation=consultation, code="vert")
    ContributionFactory(consultation=consultation, title="Plus d'École")
    ContributionFactory(consultation=consultation, title="Un arbre", theme=vert)
    ContributionFactory(
        consultation=consultation, title="Vélos", zone=ZoneFactory(code="gare"), answered=True
    )

    page = client.get(url("contribution-list", consultation), asked)

    assert page.status_code == 200
    assert set(titles(page)) == expected


def test_list_sorts_by_supports(client):
    first = ContributionFactory(imported_supports=1)
    second = ContributionFactory(consultation=first.consultation)
    SupportFactory.create_batch(2, contribution=second)
    ContributionFactory(consultation=first.consultation)

    page = client.get(url("contribution-list", first.consultation), {"sort": "supported"})

    assert [item.support_count for item in page.context["page_obj"]] == [2, 1, 0]


def test_nothing_unpublished_leaks_anywhere(client):
    consultation, action = gathering(), ActionFactory(public=True)
    hidden = [
        ContributionFactory(consultation=consultation, pending=True),
        ContributionFactory(consultation=consultation, refused=True),
        ContributionFactory(consultation=consultation, status=SpokenStatus.WITHDRAWN),
        ContributionFactory(
            consultation=ConsultationFactory(accepts_contributions=True), title="D'un brouillon"
        ),
    ]
    for number, item in enumerate(hidden):
        item.title, item.text = f"Secrète{number}", f"Cachée{number}"
        item.save()
        item.action_links.create(action=action)
        for name in ("contribution-detail", "contribution-picture"):
            assert client.get(url(name, item.consultation, item.pk)).status_code == 404
        for name in ("contribution-support", "contribution-comment"):
            assert client.post(url(name, item.consultation, item.pk)).status_code == 404
        assert client.get(f"/api/v1/contributions/{item.pk}/").status_code == 404
    shown = ContributionFactory(consultation=consultation)
    CommentFactory(contribution=shown, pending=True, text="Cachée aussi")

    doors = [
        url("contribution-list", consultation),
        url("contribution-list", consultation) + "?q=secrete1",
        url("contribution-map", consultation),
        url("contribution-detail", consultation, shown.pk),
        *(url("contribution-download", consultation, kind) for kind in ("csv", "json")),
        "/api/v1/contributions/",
        "/api/v1/contributions/?q=secrete0",
        f"/api/v1/contributions/{shown.pk}/",
        "/sitemap.xml",
        reverse("actionplan:sheet-detail", args=[action.code]),
    ]
    for door in doors:
        page = client.get(door)
        assert page.status_code == 200
        assert "Secrète" not in words(page)
        assert "Cachée" not in words(page)


def test_refusals_are_told_by_their_reason_only(client):
    refused = ContributionFactory(refused=True)

    page = words(client.get(url("contribution-list", refused.consultation)))

    assert "Vise une personne." in page
    assert refused.title not in page


def test_draft_consultation_shows_no_page(client):
    consultation = ConsultationFactory(accepts_contributions=True)
    idea = ContributionFactory(consultation=consultation)

    assert client.get(url("contribution-list", consultation)).status_code == 404
    assert client.get(url("contribution-detail", consultation, idea.pk)).status_code == 404


def test_sheet_shows_words_as_text_never_as_markup(client):
    idea = ContributionFactory(
        placed=True, title=HOSTILE, text=HOSTILE, place=HOSTILE, answered=True
    )
    CommentFactory(contribution=idea, text=HOSTILE)

    for name, args in (
        ("contribution-detail", [idea.pk]),
        ("contribution-list", []),
        ("contribution-map", []),
    ):
        page = client.get(url(name, idea.consultation, *args), {"q": ""}).content.decode()
        assert "<script>alert" not in page
        assert "{{ 7|add:7 }}" in page


def test_merged_idea_leads_to_the_one_that_stays(client):
    kept = ContributionFactory(title="Bancs partout")
    merged = ContributionFactory(consultation=kept.consultation)
    merge_contributions(
        contributions=[merged], into=kept, reason="Même idée.", by=UserFactory(lead=True)
    )

    old = words(client.get(merged.get_absolute_url()))
    new = words(client.get(kept.get_absolute_url()))

    assert "Réunie avec" in old
    assert kept.get_absolute_url() in old
    assert "Soutenir cette idée" not in old
    assert merged.get_absolute_url() in new
    assert titles(client.get(url("contribution-list", kept.consultation))) == ["Bancs partout"]


def test_sheet_tells_the_answer_and_public_actions(client):
    idea = ContributionFactory(answered=True)
    public, internal = ActionFactory(public=True), ActionFactory()
    for action in (public, internal):
        idea.action_links.create(action=action)

    page = words(client.get(idea.get_absolute_url()))

    assert "Ce que la Ville en fait : Retenue" in page
    assert str(public) in page
    assert internal.title not in page


def test_map_lists_the_ideas_that_have_a_point(client):
    placed = ContributionFactory(placed=True)
    ContributionFactory(consultation=placed.consultation, title="Sans lieu")

    page = words(client.get(url("contribution-map", placed.consultation)))

    assert "1 idée a un lieu précis." in page
    assert placed.get_absolute_url() in page
    assert "Sans lieu" not in page


@pytest.mark.parametrize("name", ["contribution-list", "contribution-map"])
def test_lists_take_six_statements_at_most_whatever_their_length(
    client, name, django_assert_num_queries
):
    consultation = gathering()
    theme = ThemeFactory(consultation=consultation)

    def add():
        idea = ContributionFactory(
            consultation=consultation, theme=theme, zone=ZoneFactory(), placed=True
        )
        SupportFactory(contribution=idea)
        CommentFactory(contribution=idea)

    add()
    with django_assert_num_queries(6 if name == "contribution-list" else 5):
        client.get(url(name, consultation))
    add()
    add()
    with django_assert_num_queries(6 if name == "contribution-list" else 5):
        client.get(url(name, consultation))


def test_sheet_takes_six_statements_at_most(client, django_assert_num_queries):
    idea = ContributionFactory(answered=True)
    support(client, idea)

    def add():
        CommentFactory(contribution=idea)
        idea.action_links.create(action=ActionFactory(public=True))
        ContributionFactory(
            consultation=idea.consultation, status=SpokenStatus.MERGED, merged_into=idea
        )

    add()
    with django_assert_num_queries(5):
        client.get(idea.get_absolute_url())
    add()
    add()
    with django_assert_num_queries(5):
        client.get(idea.get_absolute_url())


# Contributing


def test_idea_is_sent_without_script_and_its_code_shown(client):
    consultation = gathering()
    theme, zone = ThemeFactory(consultation=consultation), ZoneFactory()

    answer = contribute(client, consultation, theme=theme.code, zone=zone.code, place="Loge")
    receipt = client.get(answer.url)

    idea = Contribution.objects.get()
    assert (idea.title, idea.theme, idea.zone, idea.place) == ("Des bancs", theme, zone, "Loge")
    assert idea.status == SpokenStatus.PENDING
    assert "L'équipe la relit avant de la publier." in words(receipt)
    told = client.post(reverse("consultation:contribution-check"), {"code": code_on(receipt)})
    assert "En attente" in words(told)
    assert "Des bancs" in words(told)


def test_double_click_stores_one_idea_and_shows_one_code(client):
    consultation = gathering()
    posted = form_of(client, consultation)

    codes = {
        code_on(client.get(client.post(url("contribution-create", consultation), posted).url))
        for _time in range(3)
    }

    assert len(codes) == 1
    assert Contribution.objects.count() == 1


def test_two_forms_of_one_browser_store_two_ideas(client):
    consultation = gathering()
    first, second = form_of(client, consultation), form_of(client, consultation)

    for posted in (second, first):
        client.post(url("contribution-create", consultation), posted)

    assert Contribution.objects.count() == 2


def test_what_is_wrong_is_told_at_its_field_and_words_are_kept(client):
    page = contribute(client, gathering(), title="", text=HOSTILE, email="non", latitude="4")

    assert set(page.context["form"].errors) == {"title", "email", "longitude"}
    assert "Donnez un titre à votre idée." in words(page)
    assert "<script>alert" not in page.content.decode()
    assert Contribution.objects.count() == 0


def test_picture_is_private_until_read(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(buffer, "PNG")
    consultation = gathering(moderation="after")
    file = SimpleUploadedFile("../../moi.png", buffer.getvalue(), "text/html")

    contribute(client, consultation, picture=file, picture_alt="Un banc")

    idea = Contribution.objects.get()
    picture = url("contribution-picture", consultation, idea.pk)
    assert idea.is_published
    assert client.get(picture).status_code == 404
    assert picture not in words(client.get(idea.get_absolute_url()))

    lead = UserFactory(lead=True)
    publish_spoken(spoken=idea, by=lead)
    answer = client.get(picture)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    for close in answer._resource_closers:
        close()
    assert 'alt="Un banc"' in words(client.get(idea.get_absolute_url()))

    refuse_spoken(spoken=idea, reason="Reconnaissable.", by=lead)
    assert client.get(picture).status_code == 404


def test_file_that_is_no_picture_is_told_at_its_field(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", "image/jpeg")

    page = contribute(client, gathering(), picture=file, picture_alt="Un banc")

    assert list(page.context["form"].errors) == ["picture"]


def test_trap_stores_nothing_and_says_so(client):
    page = contribute(client, gathering(), site_web="http://spam")

    assert "Un champ caché a été rempli" in words(page)
    assert Contribution.objects.count() == 0


def test_too_many_sendings_are_refused_politely(client, settings):
    settings.PUBLIC_WRITE_LIMIT = "1/600"
    consultation = gathering()
    contribute(client, consultation)

    assert contribute(client, consultation).status_code == 429
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("situation", ["closed", "ended", "announced"])
def test_closed_door_says_so_before_and_after_writing(client, situation):
    consultation = ConsultationFactory(**{situation: True}, accepts_contributions=True)
    address = url("contribution-create", consultation)

    assert client.get(address).status_code == 200
    page = client.post(address, IDEA | {"token": new_token()})

    assert page.status_code == 409
    assert "n'a pas été enregistrée" in words(page)
    assert Contribution.objects.count() == 0


def test_forgetting_takes_the_receipt_away(client):
    consultation = gathering()
    contribute(client, consultation)

    client.post(url("contribution-forget", consultation))

    answer = client.get(url("contribution-receipt", consultation))
    assert answer.url == url("contribution-list", consultation)
