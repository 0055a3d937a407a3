import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benchmark.enums import InitiativeStatus
from benchmark.models import City, Initiative, InitiativeAction
from perpignan.phases import all_phases
from tests.factories import benchmark as factories
from tests.factories.benchmark import CityFactory, InitiativeFactory
from tests.factories.study import ActionFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

#: What a browser sends with the button of a page that asks nothing else.
CONFIRMED = {"csrfmiddlewaretoken": "x"}
NOUNS = ["city", "initiative", "cityinterview"]


def url_of(page, *args, noun="initiative"):
    return reverse(f"admin:benchmark_{noun}_{page}", args=args)


@pytest.fixture
def lead(client):
    user = UserFactory(lead=True)
    client.force_login(user)
    return user


@pytest.fixture
def consortium(client):
    user = UserFactory(consortium=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("noun", NOUNS)
def test_team_sees_every_noun(client, lead, noun):
    factories.CityInterviewFactory()
    pages = [url_of("changelist", noun=noun), url_of("add", noun=noun)]

    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("role", ["department", "desk", "official"])
def test_others_see_none(client, noun, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(url_of("changelist", noun=noun)).status_code == 302


def test_lead_edits_a_sheet_and_its_links(client, lead):
    initiative, action = InitiativeFactory(), ActionFactory()
    form = client.get(url_of("change", initiative.pk)).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in shown.items() if value}
    data |= {"name": "Un autre nom", "sources": [SourceFactory().pk]}
    data |= {"action_links-TOTAL_FORMS": 1, "action_links-INITIAL_FORMS": 0}
    data |= {"action_links-0-action": action.pk, "action_links-0-reason": "Une raison."}

    response = client.post(url_of("change", initiative.pk), data)

    assert response.status_code == 302
    initiative.refresh_from_db()
    assert (initiative.name, initiative.status) == ("Un autre nom", InitiativeStatus.DRAFT)
    assert InitiativeAction.objects.get().reason == "Une raison."


def test_sheet_links_to_its_public_page(client, lead):
    initiative = InitiativeFactory()

    assert (
        initiative.get_absolute_url()
        in client.get(url_of("change", initiative.pk)).content.decode()
    )


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("soumettre", {}, InitiativeStatus.IN_REVIEW),
        ("publier", {"in_review": True}, InitiativeStatus.PUBLISHED),
        ("depublier", {"published": True}, InitiativeStatus.DRAFT),
    ],
)
def test_lead_moves_a_sheet(client, lead, verb, before, after):
    initiative = InitiativeFactory(sources=[SourceFactory()], **before)

    response = client.post(url_of("verb", initiative.pk, verb), CONFIRMED, follow=True)

    assert Initiative.objects.get().status == after
    assert "c'est fait" in unescape(response.content.decode())


def test_publishing_tells_what_is_missing(client, lead):
    initiative = InitiativeFactory()

    page = client.post(url_of("verb", initiative.pk, "publier"), CONFIRMED).content.decode()

    assert "Citez au moins une source" in page
    assert Initiative.objects.get().status == InitiativeStatus.DRAFT


def test_consortium_submits_but_does_not_publish(client, consortium):
    initiative = InitiativeFactory(sources=[SourceFactory()])

    refused = client.post(url_of("verb", initiative.pk, "publier"), CONFIRMED).status_code
    client.post(url_of("verb", initiative.pk, "soumettre"), CONFIRMED)

    assert refused == 403
    assert Initiative.objects.get().status == InitiativeStatus.IN_REVIEW


def test_publishing_several_names_those_that_cannot_be(client, lead):
    ready = InitiativeFactory(sources=[SourceFactory()])
    bare = InitiativeFactory(name="Sans rien")
    data = {"action": "publish_selected", "_selected_action": [ready.pk, bare.pk]}

    page = client.post(url_of("changelist"), data, follow=True).content.decode()

    assert "1 fiche publiée." in page
    assert "Sans rien : Citez au moins une source" in page
    assert list(Initiative.objects.published()) == [ready]


@pytest.mark.parametrize("query", ["status=in_review", "country=FR", "sourced=no", "q=x"])
def test_sheets_are_filtered(client, lead, query):
    InitiativeFactory(in_review=True)

    assert client.get(f"{url_of('changelist')}?{query}").status_code == 200


def test_list_asks_the_same_queries_for_one_and_three(client, lead, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for total in (1, 2):
        InitiativeFactory.create_batch(total)
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of("changelist"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def waiting(user):
    phase = next(config for config in all_phases() if config.slug == "benchmark")
    return [item.count for item in phase.waiting_for(user)]


def test_work_waits_for_those_who_do_it():
    InitiativeFactory(in_review=True)

    assert waiting(UserFactory(lead=True)) == [1]
    assert waiting(UserFactory(consortium=True)) == []
    assert waiting(UserFactory(official=True)) == []


def send(client, content, noun="city", name="villes.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    upload = SimpleUploadedFile(name, content)
    return client.post(url_of("import", noun=noun), {"import_file": upload, "format": "0"})


def confirm(client, preview, noun="city"):
    form = preview.context["confirm_form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(url_of("process_import", noun=noun), data, follow=True)


def test_import_previews_then_stores(client, lead):
    preview = send(client, "Code;Nom;Pays\nevora;Évora;Portugal\n")

    still_nothing = City.objects.count()
    page = confirm(client, preview).content.decode()

    assert "Évora" in preview.content.decode()
    assert still_nothing == 0
    assert City.objects.get().name == "Évora"
    assert "1 créés, 0 mis à jour, 0 inchangés" in page


def test_import_names_both_bad_rows_and_stores_nothing(client, lead):
    page = send(client, "Code;Nom;Pays\na;A;FR\nb;B;Frnace\nc;;FR\n")

    text = unescape(page.content.decode())
    assert "2 erreurs : rien n'a été enregistré" in text
    assert "Ligne 3, champ pays : « Frnace » n'est pas admis" in text
    assert "Ligne 4, champ nom :" in text
    assert "confirm_form" not in page.context or not page.context.get("confirm_form")
    assert not City.objects.exists()


def test_import_that_became_wrong_since_its_preview_stores_nothing(client, lead):
    preview = send(client, "code;nom;pays;ville de l'étude\na;A;FR;oui\nb;B;FR;non\n")
    CityFactory(home=True)

    page = unescape(confirm(client, preview).content.decode())

    assert "Une autre ville est déjà celle de l'étude." in page
    assert "Import fait" not in page
    assert City.objects.count() == 1


def test_second_click_on_confirm_says_the_file_is_gone(client, lead):
    preview = send(client, "code;nom;pays\na;A;FR\n")

    confirm(client, preview)
    page = unescape(confirm(client, preview).content.decode())

    assert "Le fichier n'est plus là" in page
    assert City.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b" ", "Le fichier est vide."),
        (b"PK\x03\x04 not a workbook", "Ce fichier n'est ni un CSV ni un classeur lisible."),
        (b"code;code\na;b\n", "La colonne « code » est là deux fois."),
        (b"nom\nA\n", "Il manque la colonne Code."),
    ],
)
def test_file_that_cannot_be_read_is_told(client, lead, content, problem):
    assert problem in unescape(send(client, content).content.decode())


def test_hostile_cells_are_only_text_in_the_preview(client, lead):
    nasty = "<img src=x onerror=alert(1)>"

    good = send(client, f"code;nom;pays\na;{nasty};FR\n").content.decode()
    bad = send(client, f"code;nom;pays\na;A;{nasty}\n").content.decode()

    assert nasty not in good
    assert nasty not in bad


@pytest.mark.parametrize("file_format", ["0", "1"])
def test_export_gives_a_file(client, lead, file_format):
    CityFactory(name="=1+1")
    data = {"format": file_format, "resource": ""}
    content = client.post(url_of("export", noun="city"), data).content

    assert (b"'=1+1" in content) == (file_format == "0")
    assert content[:2] == (b"PK" if file_format == "1" else b"\xef\xbb")


@pytest.mark.parametrize("page", ["import", "export"])
def test_pages_need_no_inline_script_or_style(client, lead, page):
    content = client.get(url_of(page, noun="city")).content.decode()

    assert not re.findall(r"<[^>]+\s(?:on\w+|style)=", content)
    assert "Superficie (km²)" in content


def test_preview_marks_what_would_change_without_style(client, lead):
    CityFactory(code="lyon", name="Lyon")

    content = send(client, "code;nom\nlyon;Lyon <b>\n").content.decode()

    assert "<del>Lyon</del> <ins>Lyon &lt;b&gt;</ins>" in content
    assert "style=" not in content.split("import-preview")[1].split("</table>")[0]


@pytest.mark.parametrize("page", ["import", "export"])
def test_who_may_not_edit_neither_imports_nor_exports(client, page):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(url_of(page, noun="city")).status_code == 403
