import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.models import City, Initiative
from benchmark.resources import CityResource, InitiativeResource
from perpignan.backoffice_formats import SafeCSV, SafeXLSX, guard, read_dataset, unguard
from tests.factories.benchmark import CityFactory, InitiativeFactory
from tests.factories.study import AxisFactory, PriorityFactory, SourceFactory, UserFactory
from tests.shared_data import shared_file

pytestmark = pytest.mark.django_db
HOSTILE = ["=1+1", "+33 4 68", "-2+3", "@SUM(A1)", "'=1", "''@x", "'quoted'", 'a;b\n"c"', "-4,5"]


def imported(resource, content, **kwargs):
    content = content if isinstance(content, bytes) else content.encode()
    options = {"rollback_on_validation_errors": True, **kwargs}
    return resource().import_data(read_dataset(content), **options)


def values_of(model):
    names = [f.attname for f in model._meta.concrete_fields if not f.generated and f.name != "id"]
    return list(model.objects.order_by("code").values(*names))


def full_initiative():
    return InitiativeFactory(
        published=True,
        name="=HYPERLINK(1)",
        description='Deux\nlignes ; « guillemets » "doubles"',
        partners="@partenaire",
        result="-12 % de dépenses",
        cost="+3 M€",
        cost_amount=Decimal("123456789012.34"),
        priorities=[PriorityFactory(code="P1"), PriorityFactory(code="P2")],
        axes=[AxisFactory(code="commerce")],
        sources=[SourceFactory(key="cerema")],
    )


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
def test_initiatives_come_back_as_they_went_out(file_format):
    full_initiative()
    InitiativeFactory(year=None, lesson="")
    before = values_of(Initiative)
    content = file_format().export_data(InitiativeResource().export())

    unchanged = imported(InitiativeResource, content)
    Initiative.objects.all().delete()
    created = imported(InitiativeResource, content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (2, 2)
    for row in before:  # a sheet published again is published today
        row["published_on"] = (
            row["published_on"] and Initiative.objects.published().get().published_on
        )
    assert values_of(Initiative) == before
    again = Initiative.objects.published().get()
    assert sorted(item.code for item in again.priorities.all()) == ["P1", "P2"]
    assert [item.code for item in again.axes.all()] == ["commerce"]
    assert [item.key for item in again.sources.all()] == ["cerema"]


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
def test_cities_come_back_as_they_went_out(file_format):
    CityFactory(home=True, sourced=True, area=Decimal("68.07"), latitude=Decimal("42.6986"))
    CityFactory(population=None, area=None, latitude=None, longitude=None)
    CityFactory(name="Santander", country="ES", longitude=Decimal("-3.81"), kind="metropolis")
    before = values_of(City)
    content = file_format().export_data(CityResource().export())

    unchanged = imported(CityResource, content)
    City.objects.all().delete()
    created = imported(CityResource, content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (3, 3)
    assert values_of(City) == before


def test_two_bad_rows_are_both_named_and_nothing_is_stored():
    content = (
        "code;Nom;Pays;Population\n"
        "bonne;Bonne;FR;1 234\n"
        "mulhouse;Mulhouse;Frnace;109000\n"
        "calais;Calais;France;beaucoup\n"
    )

    result = imported(CityResource, content)

    assert result.problems[0].startswith("Ligne 3, champ pays : « Frnace » n'est pas admis.")
    assert result.problems[1] == "Ligne 4, champ population : « beaucoup » n'est pas un nombre."
    assert len(result.problems) == 2
    assert not City.objects.exists()


def test_every_fault_of_a_row_is_told():
    PriorityFactory(code="P1")
    CityFactory(code="lyon")
    content = "code,city,name,year,priorities,sources\nx,lion,,abc,P1;P9,nulle-part\n"

    problems = imported(InitiativeResource, content).problems

    assert {problem.split(" : ")[0] for problem in problems} == {
        "Ligne 2, champ ville",
        "Ligne 2, champ nom",
        "Ligne 2, champ année",
        "Ligne 2, champ priorités",
        "Ligne 2, champ sources",
    }


def test_line_is_that_of_the_file_even_after_cells_of_several_lines():
    content = 'code;name;country;name_en\na;A;FR;"un\ndeux"\n\nb;B;XX;\n'

    assert imported(CityResource, content).problems[0].startswith("Ligne 5, champ pays")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("code;nom;inconnue\na;A;b\n", "Colonne inconnue : inconnue."),
        ("nom;pays\nA;FR\n", "Il manque la colonne Code."),
        ("code;nom;name\na;A;A\n", "Deux colonnes disent la même chose."),
    ],
)
def test_columns_that_cannot_be_read_are_told_alone(content, problem):
    assert imported(CityResource, content).problems == [problem]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_files_are_read_as_people_keep_them(encoding, delimiter):
    rows = [["Code", "NOM", "pays", "Nature"], ["evora", "Évora", "portugal", "Métropole"]]
    content = "\r\n".join(delimiter.join(row) for row in rows)

    result = imported(CityResource, content.encode(encoding))

    assert result.problems == []
    city = City.objects.get()
    assert (city.name, city.country, city.kind) == ("Évora", "PT", "metropolis")


def test_absent_columns_leave_their_fields_alone():
    city = CityFactory(code="lyon", name="Lyon", population=1)

    imported(CityResource, "code;population\nlyon;522969\n")

    city.refresh_from_db()
    assert (city.name, city.population) == ("Lyon", 522_969)


def test_code_given_twice_is_told():
    content = "code;nom;pays\na;A;FR\na;B;FR\n"

    problems = imported(CityResource, content).problems

    assert [problem.split(" : ")[0] for problem in problems] == ["Ligne 3, champ code"]
    assert not City.objects.exists()


def test_import_publishes_by_the_operation_and_its_rules():
    CityFactory(code="lyon")
    content = "code;ville;nom;description;lesson;état\nx;lyon;X;Fait;Retenu;Publiée\n"

    problems = imported(InitiativeResource, content).problems

    assert problems == ["Ligne 2, champ sources : Citez au moins une source avant la publication."]
    assert not Initiative.objects.exists()


def test_who_may_not_publish_may_not_by_an_import():
    SourceFactory(key="cerema")
    draft = InitiativeFactory(code="x")
    content = "code;sources;état\nx;cerema;Publiée\n"
    consortium, lead = UserFactory(consortium=True), UserFactory(lead=True)

    refused = imported(InitiativeResource, content, user=consortium)
    draft.refresh_from_db()
    still_draft = not draft.is_published
    accepted = imported(InitiativeResource, content, user=lead)

    assert refused.problems == [
        "Ligne 2, champ état : Vous ne pouvez ni publier ni dépublier une fiche."
    ]
    assert still_draft
    assert accepted.problems == []
    assert Initiative.objects.get().is_published


def test_import_reads_existing_rows_once(django_assert_max_num_queries):
    CityFactory.create_batch(20)
    content = SafeCSV().export_data(CityResource().export())

    with django_assert_max_num_queries(70):  # two savepoint statements a row, no reads
        imported(CityResource, content)


def test_export_asks_the_same_number_of_queries_for_one_and_three(django_assert_num_queries):
    for _ in range(3):
        InitiativeFactory(priorities=[PriorityFactory()], sources=[SourceFactory()])
        InitiativeResource().export()
        with django_assert_num_queries(6):
            InitiativeResource().export()


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cell_never_begins_like_a_formula(text):
    InitiativeFactory(name=text)

    content = SafeCSV().export_data(InitiativeResource().export()).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert guard(text) in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "@", "\t"}]


@pytest.mark.parametrize("text", HOSTILE)
def test_workbook_cell_is_text(text):
    InitiativeFactory(name=text)

    content = SafeXLSX().export_data(InitiativeResource().export())

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert imported(InitiativeResource, content).problems == []
    assert Initiative.objects.get().name == text


@given(st.text())
def test_guarding_is_undone_exactly(text):
    assert unguard(guard(text)) == text


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("base-cc-emploi-pop-active-2016-COM.CSV", 4),
        ("sample_communes.xlsx", 12),
        ("sample_epci.xlsx", 9),
        ("sample_communes.csv", None),
        ("descriptions.csv", None),
    ],
)
def test_real_files_of_others_are_read_and_their_columns_refused(name, rows):
    content = shared_file(f"csv-nasty/{name}").read_bytes()

    dataset = read_dataset(content)
    result = imported(CityResource, content)

    assert len(dataset) == rows if rows else len(dataset) > 0
    assert [problem.split(" : ")[0] for problem in result.problems] == ["Colonne inconnue"]
