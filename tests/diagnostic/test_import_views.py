"""The team's way through an import, and the others who are kept out."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic import operations
from diagnostic.enums import ImportStatus
from diagnostic.models import ImportMapping, ImportRun, IndicatorValue
from perpignan.celery import app as celery_app
from tests.factories.diagnostic import ImportMappingFactory, IndicatorFactory
from tests.factories.study import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/diagnostic/imports/"
GOOD = "CODGEO;LIBGEO;TAUX\n66136;Perpignan;19,7\n34172;Montpellier;12\n"
WITH_ERRORS = 'CODGEO;TAUX\n66136;19,7\n34172;"=1+1"\n75056;<b>x</b>\n'


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def eager_queue():
    """Run tasks where they are sent: the whole way without a worker."""
    celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    celery_app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(lead=True))
    return client


def upload(client, text=GOOD, name="taux.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(LIST, {"file": SimpleUploadedFile(name, content)}, follow=True)


@pytest.fixture
def go_on(django_capture_on_commit_callbacks):
    """Post, and let what waits for the end of the transaction happen."""

    def post(client, step, data=None):
        run = ImportRun.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(f"{LIST}{run.pk}/{step}/", data or {})
        run.refresh_from_db()
        return run, response

    return post


def page_of(client, run):
    return client.get(run.get_absolute_url()).content.decode()


def mapping_data(**changes):
    lines = {"columns-TOTAL_FORMS": "1", "columns-INITIAL_FORMS": "0"}
    return {
        "mapping-name": "Taux par commune",
        "mapping-perimeter_column": "CODGEO",
        "mapping-name_column": "LIBGEO",
        "mapping-perimeter_kind": "commune",
        "mapping-new_perimeters": "compare",
        "mapping-shape": "rows",
        "mapping-year": "2019",
        "mapping-decimal_comma": "on",
        "mapping-code_width": "0",
        "mapping-source": str(SourceFactory().pk),
        "mapping-confidence": "solid",
        "columns-0-column": "TAUX",
        "columns-0-indicator": str(IndicatorFactory().pk),
        **lines,
        **changes,
    }


def test_a_file_goes_all_the_way(lead, go_on):
    sent = upload(lead).content.decode()
    assert "Montpellier" in sent
    assert "Décrire ce nouveau fichier" in sent

    run, _ = go_on(lead, "correspondance", mapping_data())
    preview = page_of(lead, run)
    assert run.status == ImportStatus.PREVIEW
    assert "<dt>valeurs créées</dt><dd>2</dd>" in preview
    assert IndicatorValue.objects.count() == 0

    run, _ = go_on(lead, "confirmer")
    assert "L'import est fait." in page_of(lead, run)
    assert IndicatorValue.objects.get(perimeter__code="66136").value == Decimal("19.7")


def test_the_next_edition_is_read_by_the_mapping_that_fits(lead, go_on):
    other = ImportMappingFactory(name="Autre", columns={"ABSENT": IndicatorFactory()})
    fits = ImportMappingFactory(name="Bon", columns={"TAUX": IndicatorFactory()})

    page = upload(lead).content.decode()
    assert page.index("Bon") < page.index("Autre")
    assert "il manque : ABSENT" in page

    run, _ = go_on(lead, "verifier", {"mapping": fits.pk})
    assert (run.status, run.created_count) == (ImportStatus.PREVIEW, 2)

    run, _ = go_on(lead, "verifier", {"mapping": other.pk})
    assert run.status == ImportStatus.FAILED
    assert "Il manque à ce fichier : « ABSENT »" in page_of(lead, run)


def test_errors_are_told_by_line_and_must_be_accepted(lead, go_on):
    mapping = ImportMappingFactory(columns={"TAUX": IndicatorFactory()})
    upload(lead, WITH_ERRORS)
    run, _ = go_on(lead, "verifier", {"mapping": mapping.pk})

    page = page_of(lead, run)
    assert "« =1+1 » n&#x27;est pas un nombre" in page
    assert "<b>x</b>" not in page

    run, _ = go_on(lead, "confirmer")
    assert run.status == ImportStatus.PREVIEW

    run, _ = go_on(lead, "confirmer", {"skips_errors": "on"})
    assert (run.status, run.created_count) == (ImportStatus.DONE, 1)


def test_the_list_of_errors_holds_no_formula(lead, go_on):
    mapping = ImportMappingFactory(perimeter_column="=CODE", columns={"TAUX": IndicatorFactory()})
    upload(lead, "=CODE;TAUX\n;1\n")
    run, _ = go_on(lead, "verifier", {"mapping": mapping.pk})

    response = lead.get(f"{run.get_absolute_url()}erreurs.csv")

    assert response.content.decode("utf-8-sig").splitlines() == [
        "Ligne;Colonne;Erreur",
        "2;'=CODE;le territoire n'est pas donné",
    ]


def test_the_same_file_again_is_said_to_be_known(lead, go_on):
    mapping = ImportMappingFactory(columns={"TAUX": IndicatorFactory()})
    upload(lead)
    go_on(lead, "verifier", {"mapping": mapping.pk})
    go_on(lead, "confirmer")

    assert "a déjà été" in upload(lead).content.decode()


def test_a_pending_import_is_watched_and_then_no_more(lead, go_on):
    mapping = ImportMappingFactory(columns={"TAUX": IndicatorFactory()})
    upload(lead)
    run = ImportRun.objects.get()
    ImportRun.objects.update(status=ImportStatus.RUNNING, mapping=mapping, progress=45)
    ImportRun.objects.update(is_confirmed=True)
    status = f"{run.get_absolute_url()}etat/"

    assert f'hx-get="{status}"' in page_of(lead, run)
    assert 'value="45"' in lead.get(status).content.decode()

    ImportRun.objects.update(status=ImportStatus.DONE)
    assert lead.get(status).status_code == 286


def test_a_layout_that_is_wrong_can_be_corrected(lead):
    upload(lead, "Avertissement;;\n2019;;\nCODGEO;LIBGEO;TAUX\n66136;Perpignan;1\n")
    url = f"{ImportRun.objects.get().get_absolute_url()}correspondance/"

    page = lead.get(f"{url}?encoding=utf-8&delimiter=;&header_line=1").content.decode()

    assert '<option value="Avertissement">' in page
    assert '<option value="CODGEO">' in lead.get(url).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns-0-column": "", "columns-0-indicator": ""}, "au moins une"),
        ({"columns-0-indicator": ""}, "Donnez la colonne et l&#x27;indicateur"),
        ({"mapping-year": ""}, "Donnez l&#x27;année"),
        ({"mapping-source": ""}, "a sa source"),
        ({"mapping-shape": "years"}, "les colonnes d&#x27;années mesurent"),
        ({"mapping-kept_rows": "SEXE : T"}, "titre de colonne = valeur"),
        ({"mapping-perimeter_column": "AILLEURS"}, "AILLEURS"),
    ],
)
def test_a_mapping_that_says_too_little_is_refused_whole(lead, go_on, changes, message):
    upload(lead)

    run, response = go_on(lead, "correspondance", mapping_data(**changes))

    assert message in response.content.decode()
    assert ImportMapping.objects.count() == 0
    assert run.status == ImportStatus.UPLOADED


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "vide.csv", "vide"),
        (b"%PDF-1.4", "rapport.pdf", "pdf"),
        (b"PK\x03\x04 rien", "classeur.xlsx", "ni un CSV ni un classeur lisible"),
        (b"\x1f\x8b rien", "table.csv.gz", "ni un CSV ni un classeur lisible"),
        (b"a;a\n1;2\n", "double.csv", "est là deux fois"),
    ],
)
def test_a_file_that_is_no_table_is_told_so(lead, content, name, message):
    assert message in upload(lead, content, name).content.decode()


def test_giving_up_writes_nothing_and_hides_the_import(lead, go_on):
    upload(lead)

    run, response = go_on(lead, "abandonner")

    assert run.status == ImportStatus.DISCARDED
    assert response.status_code == 302
    assert lead.get(run.get_absolute_url()).status_code == 404


STEPS = ["", "etat/", "correspondance/", "erreurs.csv", "verifier/", "confirmer/", "abandonner/"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("department", 403), ("desk", 403), ("official", 403)]
)
def test_no_step_opens_to_others(client, role, status, step):
    run = operations.receive_file(file=a_file(), name="secret.csv", by=UserFactory())
    if role:
        client.force_login(UserFactory(**{role: True}))
    method = client.post if step in STEPS[4:] else client.get

    response = method(f"{run.get_absolute_url()}{step}")

    assert response.status_code == status
    assert b"secret" not in response.content


@pytest.mark.parametrize("role", ["consortium", "lead", "administrator"])
def test_those_who_import_see_every_import(client, role):
    run = operations.receive_file(file=a_file(), name="partage.csv", by=UserFactory())
    client.force_login(UserFactory(**{role: True}))

    assert "partage.csv" in client.get(LIST).content.decode()
    assert client.get(run.get_absolute_url()).status_code == 200


def test_the_file_itself_has_no_address(lead):
    upload(lead)
    run = ImportRun.objects.get()

    for path in (f"/media/{run.file.name}", f"/{run.file.name}", f"/static/{run.file.name}"):
        assert lead.get(path).status_code == 404


def a_file():
    return ContentFile(GOOD.encode())


def test_the_list_costs_the_same_for_one_and_three_imports(lead):
    def cost():
        lead.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            lead.get(LIST)
        return len(captured)

    upload(lead)
    before = cost()
    upload(lead)
    upload(lead)

    assert cost() == before


def test_the_choice_of_mappings_costs_the_same_for_one_and_three(lead):
    run = operations.receive_file(file=a_file(), name="a.csv", by=UserFactory())

    def cost():
        with CaptureQueriesContext(connection) as captured:
            lead.get(run.get_absolute_url())
        return len(captured)

    ImportMappingFactory(columns={"A": IndicatorFactory()})
    cost()
    before = cost()
    for name in "BC":
        ImportMappingFactory(columns={name: IndicatorFactory()})

    assert cost() == before
