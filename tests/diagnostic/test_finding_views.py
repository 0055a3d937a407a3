import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from diagnostic import operations
from diagnostic.enums import Box, FindingStatus
from diagnostic.models import Finding
from diagnostic.operations import Part
from perpignan.study.enums import Consent, Role
from tests.factories.diagnostic import IndicatorFactory, IndicatorValueFactory
from tests.factories.findings import (
    AssetOverlapFactory,
    DigitalAssetFactory,
    ExpectationFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.study import (
    ActionFactory,
    AxisFactory,
    InterviewFactory,
    PriorityFactory,
    QuoteFactory,
    ResourcePersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>{{ 7 }}' OR 1=1 --"
LISTS = ("asset-list", "expectation-list", "finding-list")
VERBS = ("finding-move", "finding-merge", "finding-split")
EDITORS = {Role.LEAD, Role.CONSORTIUM, Role.ADMINISTRATOR}


def text_of(client, name, *args, **query) -> str:
    response = client.get(reverse(f"diagnostic:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def count_queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def make_world() -> None:
    """One of everything that the pages show, linked to the rest."""
    asset, axis = DigitalAssetFactory(), AxisFactory()
    AssetOverlapFactory(first=asset)
    finding = FindingFactory(public=True, axis=axis)
    FindingProofFactory(finding=finding)
    FindingProofFactory(finding=finding, source=None, asset=asset)
    expectation = ExpectationFactory(public=True, axis=axis)
    FindingProofFactory(finding=finding, source=None, expectation=expectation)
    FindingProofFactory(finding=finding, source=None, indicator_value=IndicatorValueFactory())
    FindingProofFactory(finding=finding, source=None, quote=QuoteFactory(named=True))
    FindingProofFactory(finding=finding, source=None, interview=InterviewFactory())
    FindingActionFactory(finding=finding, action=ActionFactory(public=True))
    FindingFactory(axis=axis)
    IndicatorFactory()
    ActionFactory()


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_one_and_three(client, name):
    address = reverse(f"diagnostic:{name}")
    make_world()
    client.get(address)
    once = count_queries(client, address)
    make_world()
    make_world()

    assert count_queries(client, address) == once


def test_gaps_cost_the_same_for_one_and_three(client):
    client.force_login(UserFactory(consortium=True))
    address = reverse("diagnostic:gaps")
    make_world()
    client.get(address)
    once = count_queries(client, address)
    make_world()
    make_world()

    assert count_queries(client, address) == once


@pytest.mark.parametrize("name", LISTS)
def test_a_visitor_gets_no_cookie(client, name):
    response = client.get(reverse(f"diagnostic:{name}"))

    assert response.status_code == 200
    assert not response.cookies


def test_the_inventory_shows_overlaps_and_not_what_is_to_verify(client):
    known = DigitalAssetFactory(name="Application connue")
    AssetOverlapFactory(first=known, second=DigitalAssetFactory(name="Application voisine"))
    rumour = DigitalAssetFactory(name="Rumeur de réseau", to_verify=True)
    AssetOverlapFactory(first=known, second=rumour, sentence="Un secret.")

    page = text_of(client, "asset-list")

    assert "Deux outils aux fonctions proches." in page
    assert "Application voisine" in page
    assert "Rumeur de réseau" not in page
    assert "Un secret." not in page
    assert "Un autre élément est en cours de vérification" in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [(None, False), (Role.OFFICIAL, False), (Role.DESK, False)]
    + [(role, True) for role in (Role.DEPARTMENT, *sorted(EDITORS))],
)
def test_what_is_not_published_is_for_the_team(client, role, sees):
    DigitalAssetFactory(name="Outil à vérifier", to_verify=True)
    ExpectationFactory(statement="Attente interne")
    FindingFactory(statement="Constat interne")
    if role:
        client.force_login(UserFactory(role=role))

    pages = [text_of(client, name) for name in LISTS]

    words = ("Outil à vérifier", "Attente interne", "Constat interne")
    assert [word in page for word, page in zip(words, pages, strict=True)] == [sees] * 3


def test_expectations_are_filtered_by_priority(client):
    ExpectationFactory(public=True, statement="La bonne", priority=PriorityFactory(code="P2"))
    ExpectationFactory(public=True, statement="Une autre")

    page = text_of(client, "expectation-list", priorite="P2")

    assert "La bonne" in page
    assert "Une autre" not in page


def test_the_matrix_counts_and_shows_each_box(client):
    axis = AxisFactory(code="commerce", name="Commerce")
    FindingFactory(public=True, axis=axis, box=Box.THREAT, statement="Une menace dite")

    page = text_of(client, "finding-list")

    assert 'id="commerce-threat"' in page
    assert "Une menace dite" in page
    assert "Sans preuve à ce jour." in page


@pytest.mark.parametrize("chosen", ["inconnu", HOSTILE, "%00", "é" * 500])
def test_the_matrix_survives_any_filter(client, chosen):
    FindingFactory(public=True)

    page = text_of(client, "finding-list", axe=chosen)

    assert "Aucun constat ne porte sur cet axe." in page
    assert "<script>alert" not in page


def test_a_proof_to_verify_is_said_to_wait(client):
    finding = FindingFactory(public=True)
    value = IndicatorValueFactory(to_verify=True, value="83.25")
    FindingProofFactory(finding=finding, source=None, indicator_value=value)

    pages = [text_of(client, "finding-list"), text_of(client, "finding-detail", finding.code)]

    assert "Sa preuve n'est pas publiée" in pages[0]
    assert "Une preuve n'est pas publiée" in pages[1]
    assert not any("83,25" in page for page in pages)


def proved_by_interviews():
    """A public finding that rests on words allowed, allowed with a name, kept back."""
    finding = FindingFactory(public=True)
    jeanne = ResourcePersonFactory(name="Jeanne Puig", job_title="Directrice")
    for text, kind in (("Mots anonymes", "anonymous"), ("Mots signés", "named"), ("Mots tus", "")):
        quote = QuoteFactory(text=text, interview__person=jeanne, **({kind: True} if kind else {}))
        FindingProofFactory(finding=finding, source=None, quote=quote)
    talk = InterviewFactory(of_department=True, minutes="Minutes secrètes")
    FindingProofFactory(finding=finding, source=None, interview=talk, sentence="Un service le dit.")
    return finding


@pytest.mark.parametrize("role", [None, *Role])
def test_words_are_shown_as_far_as_people_allowed(client, role):
    finding = proved_by_interviews()
    if role:
        client.force_login(UserFactory(role=role))

    pages = [text_of(client, "finding-list"), text_of(client, "finding-detail", finding.code)]

    for page in pages:
        assert "« Mots anonymes »" in page
        assert "« Mots signés »" in page
        assert page.count("Jeanne Puig") == 1
        assert ("Mots tus" in page) == (role in EDITORS)
        assert page.count("Entretien, Interne") == (2 if role in EDITORS else 0)
        assert ("Un service le dit." in page) == (role in EDITORS)
        assert "Minutes secrètes" not in page
    assert ("2 preuves ne sont pas publiées" in pages[1]) == (role not in EDITORS)


def test_words_taken_back_are_hidden_at_once(client):
    quote = QuoteFactory(text="Mots repris", named=True)
    finding = FindingProofFactory(finding__public=True, source=None, quote=quote).finding
    before = text_of(client, "finding-detail", finding.code)

    quote.consent = Consent.NONE
    quote.save()

    assert "Mots repris" in before
    assert "Mots repris" not in text_of(client, "finding-detail", finding.code)


def test_a_finding_shows_proofs_and_public_actions_only(client):
    finding = FindingFactory(public=True)
    FindingProofFactory(finding=finding, sentence="Un rapport le dit.")
    FindingActionFactory(finding=finding, action=ActionFactory(public=True, title="Action dite"))
    FindingActionFactory(finding=finding, action=ActionFactory(title="Action tue"))

    page = text_of(client, "finding-detail", finding.code)

    assert "Un rapport le dit." in page
    assert "Action dite" in page
    assert "Action tue" not in page


def test_an_internal_finding_is_not_found(client):
    finding = FindingFactory()

    assert client.get(finding.get_absolute_url()).status_code == 404


def test_the_history_says_what_and_when_but_not_who(client):
    user = UserFactory(lead=True, full_name="Claire Dubois")
    finding = FindingFactory(public=True, box=Box.WEAKNESS, axis=AxisFactory(name="Habitat"))
    client.force_login(user)
    move = reverse("diagnostic:finding-move", args=[finding.code])
    client.post(move, {"axis": finding.axis_id, "box": Box.THREAT})
    client.logout()

    page = text_of(client, "finding-detail", finding.code)

    assert "Déplacé de « Habitat, Faiblesse » vers « Habitat, Menace »." in page
    assert "Claire Dubois" not in page


def test_a_merged_finding_says_what_it_has_become(client):
    kept, other = FindingFactory(public=True), FindingFactory(public=True)
    operations.merge_findings(kept=kept, absorbed=[other])

    old = text_of(client, "finding-detail", other.code)
    new = text_of(client, "finding-detail", kept.code)

    assert "il a été fusionné" in old
    assert kept.statement in old
    assert "Issu de la fusion avec :" in new
    assert f"A repris le constat « {other.statement} »." in new


def test_a_split_finding_names_its_parts(client):
    whole = FindingFactory(public=True)
    parts = [Part("Une moitié", Box.THREAT, whole.axis), Part("L’autre", Box.THREAT, whole.axis)]
    made = operations.split_finding(finding=whole, parts=parts)

    old = text_of(client, "finding-detail", whole.code)
    new = text_of(client, "finding-detail", made[0].code)

    assert "Une moitié" in old
    assert "L’autre" in old
    assert "Issu de la scission de :" in new


def test_hostile_words_stay_words(client):
    axis = AxisFactory(name=HOSTILE)
    finding = FindingFactory(public=True, statement=HOSTILE, axis=axis)
    FindingProofFactory(finding=finding, source=None, reference=HOSTILE)
    asset = DigitalAssetFactory(name=HOSTILE, description=HOSTILE)
    AssetOverlapFactory(first=asset, sentence=HOSTILE)
    ExpectationFactory(public=True, statement=HOSTILE, holder=HOSTILE)

    pages = [text_of(client, name) for name in LISTS]
    pages.append(text_of(client, "finding-detail", finding.code))

    assert not any("<script>alert" in page for page in pages)
    assert all("&lt;script&gt;alert" in page for page in pages)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("name", VERBS)
def test_only_editors_open_the_verbs(client, name, role):
    address = reverse(f"diagnostic:{name}", args=[FindingFactory(public=True).code])
    if role:
        client.force_login(UserFactory(role=role))

    expected = 302 if role is None else 200 if role in EDITORS else 403

    assert client.get(address).status_code == expected
    assert client.post(address, {}).status_code == expected


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_team_sees_the_gaps(client, role):
    if role:
        client.force_login(UserFactory(role=role))

    sees = role in EDITORS | {Role.DEPARTMENT}
    expected = 302 if role is None else 200 if sees else 403

    assert client.get(reverse("diagnostic:gaps")).status_code == expected


def test_gaps_list_what_has_no_proof_action_or_evidence(client):
    client.force_login(UserFactory(consortium=True))
    FindingFactory(statement="Ni preuve ni action")
    proved = FindingProofFactory(finding__statement="Prouvé et répondu").finding
    FindingActionFactory(finding=proved, action=ActionFactory(title="Action expliquée"))
    ActionFactory(title="Action inexpliquée")
    IndicatorFactory(name="Jamais mesuré")

    page = text_of(client, "gaps")

    assert page.count("Ni preuve ni action") == 2
    assert "Prouvé et répondu" not in page
    assert "Action inexpliquée" in page
    assert "Action expliquée" not in page
    assert "Jamais mesuré" in page


def test_merging_by_the_page(client):
    client.force_login(UserFactory(consortium=True))
    kept, other = FindingFactory(), FindingFactory()
    address = reverse("diagnostic:finding-merge", args=[kept.code])

    response = client.post(address, {"absorbed": [other.pk], "statement": "Un seul"})

    assert response.url == kept.get_absolute_url()
    other.refresh_from_db()
    assert other.merged_into == kept


def test_merging_nothing_is_told(client):
    client.force_login(UserFactory(consortium=True))
    address = reverse("diagnostic:finding-merge", args=[FindingFactory().code])

    page = client.post(address, {}).content.decode()

    assert "error-summary" in page


def test_splitting_by_the_page(client):
    client.force_login(UserFactory(consortium=True))
    whole = FindingFactory()
    data = {f"axis_{n}": whole.axis_id for n in range(1, 5)}
    data |= {f"box_{n}": Box.THREAT for n in range(1, 5)}
    data |= {"statement_1": "Une", "statement_2": "Deux"}

    client.post(reverse("diagnostic:finding-split", args=[whole.code]), data)

    assert set(whole.parts.values_list("statement", flat=True)) == {"Une", "Deux"}


def test_splitting_into_the_same_words_is_told(client):
    client.force_login(UserFactory(consortium=True))
    whole = FindingFactory()
    data = {f"axis_{n}": whole.axis_id for n in range(1, 5)}
    data |= {f"box_{n}": Box.THREAT for n in range(1, 5)}
    data |= {"statement_1": "Pareil", "statement_2": "Pareil"}

    page = client.post(reverse("diagnostic:finding-split", args=[whole.code]), data)

    assert "Deux parties disent la même chose." in page.content.decode()
    assert Finding.objects.count() == 1


def test_a_verb_on_history_comes_back_to_the_finding(client):
    client.force_login(UserFactory(consortium=True))
    finding = FindingFactory(status=FindingStatus.SPLIT)
    address = reverse("diagnostic:finding-move", args=[finding.code])

    response = client.post(address, {"axis": finding.axis_id, "box": Box.THREAT})

    assert response.url == finding.get_absolute_url()
    finding.refresh_from_db()
    assert finding.box == Box.WEAKNESS
