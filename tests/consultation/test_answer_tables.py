"""Answers as tables: what goes out comes back, what is wrong is told by line and column."""

import csv
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.urls import reverse

from consultation.enums import AnswerImportStatus, Channel, QuestionType
from consultation.models import AnswerImport, Option, Response
from consultation.operations import (
    confirm_answers,
    discard_answers,
    receive_answers,
)
from consultation.queries import response_counts
from tests.consultation.answering import WHOLE
from tests.factories.consultation import QuestionFactory, ResponseFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
TITLES = "identifiant;UN;PLUSIEURS;RANG;POINTS[1];POINTS[2];TEXTE;LIEU.place"
GOOD = f"{TITLES}\na1;2;1|3;3|1;4;6;Plus d'ombre;La Loge\na2;Trois;Un | Deux;;;;;\n"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def receive(consultation, content, name="reponses.csv", channel=Channel.WORKSHOP):
    data = content if isinstance(content, bytes) else content.encode()
    return receive_answers(
        consultation=consultation,
        file=ContentFile(data),
        name=name,
        channel=channel,
        by=UserFactory(consortium=True),
    )


def told(record):
    return [(error["line"], error["column"], error["message"]) for error in record.errors]


def test_a_file_is_looked_at_then_stored_whole(consultation):
    record = receive(consultation, GOOD)
    before = Response.objects.count()

    confirm_answers(record=record)

    assert (record.new_count, record.error_count, before) == (2, 0, 0)
    first, second = Response.objects.order_by("pk")
    assert first.answers == {
        "UN": "2",
        "PLUSIEURS": ["1", "3"],
        "RANG": ["3", "1"],
        "POINTS": {"1": 4, "2": 6},
        "TEXTE": "Plus d'ombre",
        "LIEU": {"place": "La Loge"},
    }
    assert second.answers == {"UN": "3", "PLUSIEURS": ["1", "2"]}
    assert [line.answers for line in first.revisions.all()] == [first.answers]
    counts = response_counts([consultation.pk])[consultation.pk]
    assert counts.by_channel == {Channel.WORKSHOP: 2}


def test_the_file_is_erased_once_stored(consultation, django_capture_on_commit_callbacks, tmp_path):
    record = receive(consultation, GOOD)

    with django_capture_on_commit_callbacks(execute=True):
        confirm_answers(record=record)

    record.refresh_from_db()
    assert (record.status, record.file.name) == (AnswerImportStatus.STORED, "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_file_twice_counts_once(consultation):
    confirm_answers(record=receive(consultation, GOOD))

    again = receive(consultation, GOOD.replace("a2;", "a3;"))
    confirm_answers(record=again)

    assert (again.new_count, again.known_count) == (1, 1)
    assert Response.objects.count() == 3


def test_an_error_stores_nothing_and_tells_line_and_column(consultation):
    content = f"{TITLES}\na1;2;;;;;;\na1;9;1|2|3;;4;4;;\n;2;;;;;;\na4;;;;;;;\n"
    record = receive(consultation, content)

    assert set(told(record)) == {
        (3, "identifiant", "Cet identifiant est déjà à la ligne 2."),
        (3, "UN", "« 9 » n'est pas une réponse proposée."),
        (3, "PLUSIEURS", "Gardez 2 réponses au plus : vous en avez coché 3."),
        (3, "POINTS", "Répartissez exactement 10 points : le total est de 8."),
        (4, "identifiant", "Donnez un identifiant de 100 signes au plus."),
        (5, "", "Aucune réponse : il en faut une au moins."),
    }
    with pytest.raises(Exception, match="Le fichier a des erreurs"):
        confirm_answers(record=record)
    assert Response.objects.count() == 0


def test_columns_that_say_who_by_which_way_and_when(consultation):
    content = "identifiant;canal;langue;jour;UN\nx;Sur papier;ca;2026-05-31;1\ny;fax;de;hier;1\n"
    record = receive(consultation, content)

    assert told(record) == [
        (3, "canal", "Ce canal n'existe pas."),
        (3, "langue", "Langues admises : fr, ca, en."),
        (3, "jour", "Écrivez le jour ainsi : 2026-05-31."),
    ]


def test_channel_language_and_day_of_a_line_are_stored(consultation):
    content = "identifiant;canal;langue;jour;UN\nx;Sur papier;ca;2026-05-31;1\n"

    confirm_answers(record=receive(consultation, content))

    row = Response.objects.get()
    assert (row.channel, row.language, row.submitted_at.date().isoformat()) == (
        "paper",
        "ca",
        "2026-05-31",
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (GOOD.encode("utf-8-sig"), "bom.csv"),
        (GOOD.replace("\n", "\r\n").encode(), "crlf.csv"),
        (GOOD.replace("Plus d'ombre", "Été").encode("cp1252"), "latin.csv"),
        (GOOD.replace(";", "\t").encode(), "tab.csv"),
        (GOOD.encode("utf-16"), "utf16.csv"),
    ],
)
def test_files_as_people_keep_them_are_read(consultation, content, name):
    record = receive(consultation, content, name)

    assert (record.new_count, told(record)) == (2, [])


def test_the_order_of_a_latin_file_keeps_its_letters(consultation):
    content = f"{TITLES}\na1;;;;;;Été à l'ombre;\n".encode("cp1252")

    confirm_answers(record=receive(consultation, content))

    assert Response.objects.get().answers == {"TEXTE": "Été à l'ombre"}


def test_a_decimal_comma_is_read(consultation):
    section = consultation.questionnaires.get().sections.first()
    QuestionFactory(section=section, code="TEMPS", type=QuestionType.NUMBER, decimals=1)

    confirm_answers(record=receive(consultation, "identifiant;TEMPS\nx;1 234,5\n"))

    assert Response.objects.get().answers == {"TEMPS": 1234.5}


def test_formulas_are_texts(consultation):
    content = f"{TITLES}\na1;;;;;;'=2+2;\na2;;;;;;=2+2;\n"

    confirm_answers(record=receive(consultation, content))

    assert [row.answers["TEXTE"] for row in Response.objects.all()] == ["=2+2", "=2+2"]


def test_a_cell_of_a_megabyte_is_refused_in_words(consultation):
    content = f"identifiant;TEXTE\nx;{'a' * 1_000_000}\n"

    record = receive(consultation, content)

    assert record.error_count == 1
    assert "CSV" in record.errors[0]["message"]


def workbook(rows, dimension=None):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    if dimension is None:
        return buffer.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                start = data.index(b'<dimension ref="')
                end = data.index(b'"/>', start)
                data = data[:start] + f'<dimension ref="{dimension}'.encode() + data[end:]
            new.writestr(name, data)
    return out.getvalue()


ROWS = [["identifiant", "UN", "TEXTE"], [101, 2, "Bien"], [102, "Un", ""]]


def test_a_workbook_of_a_million_declared_rows_is_read(consultation):
    record = receive(consultation, workbook(ROWS, "A1:C1048576"), "gros.xlsx")

    assert (record.row_count, record.new_count, told(record)) == (2, 2, [])


def test_a_long_cell_of_a_workbook_is_told_at_its_place(consultation):
    rows = [ROWS[0], [1, 2, "a" * 32_000]]

    record = receive(consultation, workbook(rows), "long.xlsx")

    assert told(record)[0][:2] == (2, "TEXTE")
    assert "raccourcissez-le" in told(record)[0][2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("UN\n2\n", "Il manque une colonne « identifiant »"),
        ("identifiant;UN;UN\nx;1;2\n", "La colonne « UN » est là deux fois."),
        ("", "Le fichier est vide."),
        ("identifiant;INCONNUE\nx;1\n", "Cette colonne n'est pas du questionnaire."),
        ("identifiant;UN[1]\nx;1\n", "Cette colonne n'est pas du questionnaire."),
    ],
)
def test_a_file_that_does_not_fit_says_why(consultation, content, message):
    record = receive(consultation, content)

    assert record.errors[0]["message"].startswith(message)
    assert record.new_count == 0


def test_grids_and_statements_are_read_by_row(consultation):
    section = consultation.questionnaires.get().sections.first()
    grid = QuestionFactory(
        section=section, code="GRILLE", type=QuestionType.MATRIX, options=["Bien", "Mal"]
    )
    Option.objects.create(question=grid, code="ombre", is_row=True, text="L'ombre", order=9)
    QuestionFactory(
        section=section, code="AVIS", type=QuestionType.STATEMENTS, options=["On ouvre tard"]
    )

    content = "identifiant;GRILLE[ombre];AVIS[1]\nx;mal;Pas d'accord\n"
    confirm_answers(record=receive(consultation, content))

    assert Response.objects.get().answers == {
        "GRILLE": {"ombre": "2"},
        "AVIS": {"1": "disagree"},
    }


def test_an_import_given_up_stores_nothing(consultation):
    record = discard_answers(record=receive(consultation, GOOD))

    assert record.status == AnswerImportStatus.DISCARDED
    with pytest.raises(Exception, match="déjà terminé"):
        confirm_answers(record=record)
    assert Response.objects.count() == 0


def page(name, consultation, *args):
    return reverse(f"consultation:{name}", args=[consultation.slug, *args])


def test_the_pages_receive_show_and_store(client, consultation):
    client.force_login(UserFactory(consortium=True))
    file = ContentFile(GOOD.encode(), name="reponses.csv")

    shown = client.post(
        page("import-list", consultation), {"file": file, "channel": "paper"}, follow=True
    )
    record = AnswerImport.objects.get()
    stored = client.post(page("import-end", consultation, record.pk, "confirmer"), follow=True)

    assert "Enregistrer 2 réponses" in shown.content.decode()
    assert "2 réponses enregistrées." in stored.content.decode()
    assert Response.objects.filter(channel="paper").count() == 2


def exported(client, consultation, form="csv"):
    answer = client.get(page("answers-export", consultation, form))
    return answer.getvalue()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def answered(consultation):
    questionnaire = consultation.questionnaires.get()
    ResponseFactory(questionnaire=questionnaire, answers=WHOLE | {"TEXTE": "=1+1"})
    ResponseFactory(questionnaire=questionnaire, withdrawn=True)
    return consultation


def test_the_pilot_exports_one_row_a_counted_response(client, answered):
    client.force_login(UserFactory(lead=True))

    titles, *rows = rows_of(exported(client, answered))

    assert titles[:5] == ["canal", "langue", "jour", "version", "réserve"]
    assert titles[5:] == [
        *("UN", "PLUSIEURS", "ECHELLE", "RANG", "POINTS[1]", "POINTS[2]", "POINTS[3]"),
        *("TEXTE", "LIEU.place", "LIEU.latitude", "LIEU.longitude", "LIEU.reason"),
    ]
    assert len(rows) == 1
    assert rows[0][5:] == [
        *("2", "1 | 3", "3", "3 | 1", "4", "6", "", "'=1+1", "Place de la Loge", "", ""),
        "Du bruit.",
    ]


def test_texts_leave_with_those_who_may_read_them_only(client, answered):
    client.force_login(UserFactory(consortium=True))

    titles, row = rows_of(exported(client, answered))

    assert not {"TEXTE", "LIEU.place", "LIEU.reason"} & set(titles)
    assert "Du bruit." not in row
    response = Response.objects.counted().get()
    content = exported(client, answered).decode()
    assert response.receipt_hash not in content
    assert response.respondent_key not in content


def test_a_workbook_holds_texts_never_formulas(client, answered):
    client.force_login(UserFactory(lead=True))

    book = openpyxl.load_workbook(io.BytesIO(exported(client, answered, "xlsx")))

    sheet = book["Réponses"]
    titles = [cell.value for cell in sheet[1]]
    cell = sheet[2][titles.index("TEXTE")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet[2][titles.index("POINTS[1]")].value == 4


def test_an_export_comes_back_as_an_import(client, answered):
    client.force_login(UserFactory(lead=True))
    titles, row = rows_of(exported(client, answered))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([["identifiant", *titles], ["r1", *row]])

    confirm_answers(record=receive(answered, buffer.getvalue()))

    first, second = Response.objects.counted().order_by("pk")
    assert first.answers == second.answers


@pytest.mark.parametrize("role", ["department", "desk", "official"])
@pytest.mark.parametrize("name", ["answers-export", "import-template"])
def test_rights_are_asked_before_anything_is_read(
    client, answered, role, name, django_assert_max_num_queries
):
    client.force_login(UserFactory(**{role: True}))

    with django_assert_max_num_queries(6) as asked:
        answer = client.get(page(name, answered, "csv"))

    assert answer.status_code == 403
    assert not any("consultation_" in query["sql"] for query in asked.captured_queries)


def test_the_template_has_an_example_and_the_codes(client, consultation):
    client.force_login(UserFactory(lead=True))

    content = client.get(page("import-template", consultation, "xlsx")).getvalue()

    book = openpyxl.load_workbook(io.BytesIO(content))
    head = [cell.value for cell in book["Réponses"][1]]
    assert head[:5] == ["identifiant", "canal", "langue", "jour", "UN"]
    assert book["Réponses"]["E2"].value == "Un"
    codes = [[cell.value for cell in row] for row in book["Codes"].iter_rows(min_row=2, max_row=3)]
    assert codes[0][0] == "UN"
    assert [row[3:] for row in codes] == [["1", "Un"], ["2", "Deux"]]
