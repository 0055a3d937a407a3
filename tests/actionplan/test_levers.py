"""The catalogue of levers: found, weighed for an action, dated, imported."""

from datetime import date
from decimal import Decimal

import icalendar
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import queries
from actionplan.enums import CostKind, RequestState
from actionplan.models import FundingTerms, LeverDeadline, PastGrant
from actionplan.queries.eligibility import Facts, Need, judge
from perpignan.study.enums import Confidence, LeverKind, LeverState
from perpignan.study.models import FundingLever
from tests.factories.actionplan import (
    ActionSheetFactory,
    FundingAmountFactory,
    PastGrantFactory,
    SheetLeverFactory,
)
from tests.factories.study import FundingLeverFactory, PriorityFactory, StudyFactory, UserFactory
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 1)
LIST = "/plan-actions/leviers/"
NEED = Need(
    priority="P1",
    axes=frozenset({"commerce"}),
    costs={CostKind.CAPITAL: Decimal(5_000), CostKind.OPERATING: Decimal(0)},
)


def facts(**fields):
    known = {"code": "DSIL", "kind": LeverKind.ALLOCATION, "state": LeverState.OPEN}
    return Facts(**{**known, **fields})


@pytest.mark.parametrize(
    ("fields", "side", "told"),
    [
        ({}, "pros", "ouvert au 1er avril 2020"),
        ({"state": LeverState.CLOSED}, "cons", "clos au"),
        ({"state": LeverState.NOT_YET_OPEN}, "cons", "pas encore ouvert"),
        ({"is_to_verify": True, "state": LeverState.CLOSED}, "unknowns", "ne sait pas s'il est"),
        ({"names": {"P1": "Commerces"}}, "pros", "ce thème : Commerces"),
        ({"names": {"P2": "Numérique"}}, "cons", "d'autres thèmes : Numérique"),
        ({}, "unknowns", "thèmes ne sont pas précisés"),
        ({"destination": "capital"}, "pros", "investissement"),
        ({"destination": "operating"}, "cons", "fonctionnement"),
        ({"destination": "both"}, "pros", "investissement et fonctionnement"),
        ({"beneficiaries": "Communes; EPCI"}, "pros", "ouvert aux communes"),
        ({"beneficiaries": "Associations"}, "cons", "pas ouvert aux communes"),
        ({}, "unknowns", "bénéficiaires ne sont pas précisés"),
        ({"rate": Decimal("50.000")}, "pros", "jusqu'à 50 % de l'assiette"),
        ({"rate": Decimal(0)}, "cons", "taux est de 0 %"),
        ({"ceiling": Decimal(20_000)}, "pros", "au plus 20"),
        ({}, "unknowns", "taux et son plafond"),
    ],
)
def test_a_lever_is_weighed_with_its_reasons(fields, side, told):
    match = judge(NEED, facts(**fields), DAY)

    assert told in " ; ".join(getattr(match, side))
    assert match.is_possible is not bool(match.cons)


def test_cumulation_and_an_action_already_begun_speak_against():
    need = Need("P1", frozenset(), {}, begun_on=date(2020, 1, 6), levers=frozenset({"FEDER"}))

    match = judge(need, facts(excludes=frozenset({"FEDER"})), DAY)

    assert [text.split(" ")[0] for text in match.cons] == ["ne", "l'action"]
    assert "le coût de l'action n'est pas chiffré" in match.unknowns


def test_an_action_sees_what_fits_first_and_why_the_rest_does_not(client):
    StudyFactory(funding_date=DAY)
    sheet = ActionSheetFactory(action__code="A1")
    fits = FundingLeverFactory(name="Convient", priorities=[sheet.action.priority])
    FundingLeverFactory(name="Fermé", closed=True)
    FundingLeverFactory(name="Importé", code="at-123")

    response = client.get("/plan-actions/A1/leviers/")

    assert [item.lever for item in response.context["possible"]] == [fits]
    assert [item.lever.name for item in response.context["barred"]] == ["Fermé"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=amenagement", ["Aménagement"]),
        ("q=aménagement+foncier", []),
        ("kind=loan", ["Prêt"]),
        ("destination=capital", ["Aménagement"]),
        ("priorities=P1", ["Aménagement"]),
        ("open_on=2021-06-01", ["Aménagement"]),
        ("deadline=2021-01-01", ["Prêt"]),
        ("open_on=hier", ["Aménagement", "Prêt"]),
        ("kind=<script>", ["Aménagement", "Prêt"]),
    ],
)
def test_the_catalogue_is_searched_and_filtered(client, query, names):
    StudyFactory()
    FundingLeverFactory(
        name="Aménagement", destination="capital", priorities=[PriorityFactory(code="P1")]
    )
    FundingLeverFactory(name="Prêt", kind=LeverKind.LOAN, closes_on=date(2020, 12, 31))

    response = client.get(f"{LIST}?{query}")

    assert [lever.name for lever, _state in response.context["levers"]] == names


def test_a_lever_page_tells_its_actions_but_not_hidden_ones(client):
    StudyFactory()
    lever = FundingLeverFactory(code="DSIL")
    shown = SheetLeverFactory(lever=lever, state=RequestState.REQUESTED)
    FundingAmountFactory(request=shown, amount=Decimal(20_000))
    SheetLeverFactory(lever=lever, sheet=ActionSheetFactory(internal=True, action__code="SECRET"))

    page = client.get(f"{LIST}DSIL/").content.decode()

    assert shown.sheet.action.title in page
    assert "20\u202f000\u00a0€ HT" in page
    assert "SECRET" not in page


def test_what_is_to_verify_gives_no_figure_and_no_deadline(client):
    StudyFactory()
    FundingLeverFactory(
        code="FLOU",
        confidence=Confidence.TO_VERIFY,
        rate_text="Taux douteux",
        closes_on=date(2020, 12, 31),
    )

    assert "Taux douteux" not in client.get(f"{LIST}FLOU/").content.decode()
    assert queries.deadlines() == []


def test_a_lever_page_tells_what_such_projects_obtained(client):
    StudyFactory()
    FundingLeverFactory(code="DSIL")
    for amount in (100, 300, 800):
        PastGrantFactory(amount=Decimal(amount))
    PastGrantFactory(program="DETR", amount=Decimal(999_999))

    [row] = queries.past_grants("DSIL")
    page = client.get(f"{LIST}DSIL/").content.decode()

    assert (row.count, row.median_amount, row.median_rate) == (3, 300, Decimal("30.0"))
    assert "4 - Education" in page
    assert "999" not in page


def test_deadlines_are_a_page_and_a_calendar(client):
    StudyFactory()
    lever = FundingLeverFactory(code="DSIL", name="Dotation, 1; 2", closes_on=date(2030, 12, 31))
    LeverDeadline.objects.create(lever=lever, on=date(2030, 1, 31), label="Appel 2030")

    page = client.get(f"{LIST}echeances/").content.decode()
    response = client.get(f"{LIST}echeances.ics")
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")

    assert "31 janvier 2030" in page
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [event["UID"] for event in events] == [
        "DSIL-2030-01-31@perpignan-coeur-de-ville",
        "DSIL-2030-12-31@perpignan-coeur-de-ville",
    ]
    assert str(events[0]["SUMMARY"]) == "Dotation, 1; 2 : Appel 2030"
    assert events[0].decoded("DTSTART") == date(2030, 1, 31)


def test_planning_backward_counts_the_council_the_quotes_and_the_studies():
    terms = FundingTerms(council_weeks=6, quote_weeks=4, study_weeks=8)

    stages = queries.plan_backward(date(2030, 6, 28), terms)

    assert [(stage.start, stage.end) for stage in stages] == [
        (date(2030, 2, 22), date(2030, 4, 19)),
        (date(2030, 4, 19), date(2030, 5, 17)),
        (date(2030, 5, 17), date(2030, 6, 28)),
    ]


def test_the_team_sees_what_to_begin_and_visitors_do_not(client):
    StudyFactory()
    lever = FundingLeverFactory(closes_on=date(2030, 12, 31))
    SheetLeverFactory(lever=lever)
    SheetLeverFactory(lever=lever, requested_on=date(2020, 1, 2))

    visitor = client.get(f"{LIST}echeances/")
    client.force_login(UserFactory(lead=True))
    team = client.get(f"{LIST}echeances/")

    assert visitor.context["preparations"] == []
    assert len(team.context["preparations"]) == 1
    assert "Délibération du conseil municipal" in team.content.decode()


@pytest.mark.parametrize(
    "url", [LIST, f"{LIST}echeances/", f"{LIST}echeances.ics", "/plan-actions/A1/leviers/"]
)
def test_lists_of_levers_cost_the_same_for_one_and_three(client, url):
    StudyFactory()
    sheet = ActionSheetFactory(action__code="A1")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            lever = FundingLeverFactory(priorities=[PriorityFactory()], closes_on=date(2030, 1, 1))
            SheetLeverFactory(sheet=sheet, lever=lever)
            lever.excludes.add(FundingLeverFactory(closes_on=date(2030, 1, 2)))
            LeverDeadline.objects.create(lever=lever, on=date(2029, 1, 1))
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


AIDS = (
    "Nom,Lien,Financeurs,Types d'aides,Récurrence,Date Clôture\n"
    "=Aide,https://exemple.fr/a,ADEME,Subvention,Permanente,31/12/2030\n"
    "Prêt,javascript:alert(1),Banque,Prêt,Ponctuelle,\n"
)


def test_aids_come_in_to_be_verified_and_twice_the_same(tmp_path, capsys):
    path = tmp_path / "aides.csv"
    path.write_text(AIDS, encoding="utf-8")

    call_command("import_aids", str(path), dry_run=True)
    assert not FundingLever.objects.exists()
    call_command("import_aids", str(path))
    call_command("import_aids", str(path))

    first, second = FundingLever.objects.order_by("name")
    assert (first.name, first.closes_on, first.kind) == ("=Aide", date(2030, 12, 31), "grant")
    assert (second.kind, second.url, second.confidence) == ("loan", "", "to_verify")
    assert "0 créées, 0 mises à jour" in capsys.readouterr().out


def test_aids_with_errors_are_told_by_line_and_refused_whole(tmp_path, capsys):
    path = tmp_path / "aides.csv"
    path.write_text(f"{AIDS},,x,,,\nDate,,x,,,32/13/2020\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Rien n'est écrit"):
        call_command("import_aids", str(path))

    told = capsys.readouterr().err
    assert "Ligne 4 : le nom de l'aide est absent." in told
    assert "Ligne 5 : « 32/13/2020 » n'est pas une date." in told
    assert not FundingLever.objects.exists()


@pytest.mark.parametrize("content", ["{}", "[", '{"results": 5}', "5"])
def test_json_that_is_no_list_of_aids_is_refused_in_words(tmp_path, content):
    path = tmp_path / "aides.json"
    path.write_text(content)

    with pytest.raises(CommandError, match="JSON"):
        call_command("import_aids", str(path))


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("aides-territoires_periurbain.csv", 274),
        ("dataproviders/ademe_agir_data.json", 5),
        ("dataproviders/departement_drome_data.json", 3),
        ("dataproviders/departement_manche_data.json", 10),
        ("dataproviders/ile_de_france_data.json", 3),
        ("dataproviders/ministere_de_la_culture_data.json", 3),
        ("dataproviders/welcom_europe_data.json", 2),
    ],
)
def test_real_catalogues_come_in_whole(name, count, capsys):
    path = shared_file(f"fund-aides-territoires/{name}")

    call_command("import_aids", str(path), body="Région")

    assert "0 lignes en erreur" in capsys.readouterr().out
    assert FundingLever.objects.filter(code__startswith="at-").count() == count


GRANTS = (
    "id_projet;id_dep;id_terr;nom_terr;dotation;echelon;categorie;description;cout_total;montant_sub\n"
    "a;66;66136;Perpignan;DSIL;commune;4 - Education;École;1000,50;300\n"
)


def test_past_grants_with_errors_are_told_by_line(tmp_path, capsys):
    path = tmp_path / "dotations.csv"
    bad = (
        "a;66;66136;Perpignan;DSIL;commune;x;x;1;1\n"
        "b;66;66136;Perpignan;XXX;commune;x;x;1;1\n"
        "c;66;66136;Perpignan;DETR;commune;x;x;un;1\n"
        "d;66;66136;Perpignan;DETR;commune;x;x;1;-1\n"
        "e;66;66136;Perpignan;DETR;commune;x;x;1;1000000000000\n"
        "f;66;66136;Perpignan;DETR;commune;x;x;;1\n"
    )
    path.write_text(GRANTS + bad, encoding="utf-8")

    with pytest.raises(CommandError, match="Rien n'est écrit"):
        call_command("import_past_grants", str(path))
    told = capsys.readouterr().err
    call_command("import_past_grants", str(path), skip_errors=True)

    for line, words in (
        *((3, "déjà dans le fichier"), (4, "« XXX » n'est pas connue"), (5, "n'est pas un nombre")),
        *((6, "négatif"), (7, "mille milliards"), (8, "est absent")),
    ):
        assert any(f"Ligne {line} " in text and words in text for text in told.splitlines())
    assert PastGrant.objects.get().total_cost == Decimal("1000.50")


@pytest.mark.data
def test_the_grants_of_2019_add_up_to_what_was_published():
    path = shared_file("fund-dotations-2019/projets_dotations_investissement_2019.xlsx")

    call_command("import_past_grants", str(path))

    totals = {name: round(total) for name, total in queries.past_totals().items()}
    assert totals == {"DETR": 977_561_628, "DSID": 175_924_919, "DSIL": 554_492_399}
    assert PastGrant.objects.count() == 24_811
    assert queries.past_grants_nearby("DSIL").count() > 0
