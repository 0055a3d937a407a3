"""Loading the study's files: idempotent, whole or not at all, kind to edits."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from perpignan.study import seeding, seeds
from perpignan.study.enums import ActionStatus, PhaseState
from perpignan.study.models import Action, Axis, Deliverable, FundingLever, Phase, Priority, Study
from perpignan.study.operations import save_action
from perpignan.study.seeding import Entry, SeedContext, SeedError, SeedTable
from tests.factories import study as factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_tables(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Load these tables and no other."""

    def use(*tables: SeedTable) -> None:
        monkeypatch.setattr(seeding, "_tables", list(tables))

    return use


@pytest.fixture
def study_tables(only_tables: Callable[..., None]) -> None:
    """Load the study's own tables, whatever the phases add."""
    tables = [table for table in seeding._tables if isinstance(table, SeedTable)]
    own = [table for table in tables if table.file.parent == seeds.FOLDER]
    only_tables(*own)


@pytest.fixture
def action_file(tmp_path: Path, only_tables: Callable[..., None]) -> Callable[[str], None]:
    """Load actions from a file of this text; priority P1 and axis habitat exist."""
    factories.PriorityFactory(code="P1")
    factories.AxisFactory(code="habitat")

    def write(text: str) -> None:
        path = tmp_path / "broken.yaml"
        path.write_text(text, encoding="utf-8")
        only_tables(SeedTable(path, "actions", Action, ("code",), seeds.build_action, 0))

    return write


GOOD = "actions:\n- {code: A1, title: Un, priority: P1, axes: [habitat]}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("actions:\n- {code: A1, priority: P1}", "broken.yaml, A1, title : valeur obligatoire"),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, titel: Un}",
            "broken.yaml, A1, titel : champ inconnu",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P9}",
            "broken.yaml, A1, priority : « P9 » n'est pas connu (priorité)",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, axes: [mer]}",
            "broken.yaml, A1, axes : « mer » n'est pas connu (axe)",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: [P1]}",
            "broken.yaml, A1, priority : une seule clé est attendue",
        ),
        ("actions:\n- {code: A1, title: Un", "broken.yaml, -, - : "),
        (
            "actions:\n- {code: A1, title: Un, title: Deux, priority: P1}",
            "champ écrit deux fois : title",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P1}\n"
            "- {code: A1, title: Deux, priority: P1}",
            "broken.yaml, A1, code : cette clé est déjà prise",
        ),
        (
            "actions:\n- {code: A1, title: [Un], priority: P1}",
            "broken.yaml, A1, title : un texte est attendu",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, objective: {a: b}}",
            "broken.yaml, A1, objective : un texte est attendu",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, axes: habitat}",
            "broken.yaml, A1, axes : une liste de textes est attendue",
        ),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, status: perhaps}",
            "broken.yaml, A1, status : ",
        ),
        (
            "actions:\n- {title: Un, priority: P1}",
            "broken.yaml, entrée 1, code : valeur obligatoire absente",
        ),
        ("actions:\n- A1", "broken.yaml, entrée 1, - : une suite"),
        ("actions: A1", "broken.yaml, -, actions : une liste est attendue"),
        ("other: []", "broken.yaml, -, actions : une liste est attendue"),
        (
            "actions:\n- {code: A1, title: Un, priority: P1, status: discarded}",
            "broken.yaml, A1, discard_reason : Indiquez pourquoi",
        ),
    ],
)
def test_broken_file_is_refused_by_file_entry_and_field(
    action_file: Callable[[str], None], text: str, expected: str
) -> None:
    action_file(text)

    with pytest.raises(SeedError) as refusal:
        seeding.load_all()

    assert expected in str(refusal.value)
    assert Action.objects.count() == 0


def test_absent_file_is_refused_by_name(tmp_path: Path, only_tables: Callable[..., None]) -> None:
    only_tables(SeedTable(tmp_path / "absent.yaml", "x", Axis, ("code",), seeds.build_axis, 0))

    with pytest.raises(SeedError, match=r"absent\.yaml"):
        seeding.load_all()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("order", "beaucoup", "order : "),
        ("in_qpv", "peut-être", "in_qpv : "),
        ("confidence", "sûre", "confidence : valeurs admises"),
    ],
)
def test_wrong_type_names_the_field_even_on_a_row_already_there(
    tmp_path: Path, only_tables: Callable[..., None], field: str, value: str, expected: str
) -> None:
    zone = factories.ZoneFactory(code="gare", order=1)
    entry = {"code": "gare", "name": "Gare", "order": 1} | {field: value}
    text = "zones:\n- {" + ", ".join(f"{name}: {item}" for name, item in entry.items()) + "}"
    (tmp_path / "zones.yaml").write_text(text, encoding="utf-8")
    table = SeedTable(tmp_path / "zones.yaml", "zones", type(zone), ("code",), seeds.build_zone, 0)
    only_tables(table)

    with pytest.raises(SeedError) as refusal:
        seeding.load_all()

    assert str(refusal.value).startswith(f"zones.yaml, gare, {expected}")


def test_weeks_that_are_no_pair_of_numbers_are_refused() -> None:
    entry = Entry("phases.yaml", "P0", {"weeks": [1, "x"]}, SeedContext())

    with pytest.raises(SeedError, match=r"phases\.yaml, P0, weeks"):
        seeds.build_phase(entry, entry.context)


def test_date_written_as_text_is_refused() -> None:
    entry = Entry("sources.yaml", "s", {"published_on": "avril 2020"}, SeedContext())

    with pytest.raises(SeedError, match="AAAA-MM-JJ"):
        entry.day("published_on")


def test_loading_is_whole_or_nothing(
    tmp_path: Path, action_file: Callable[[str], None], only_tables: Callable[..., None]
) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text("actions:\n- {code: A2}", encoding="utf-8")
    only_tables(
        SeedTable(good, "actions", Action, ("code",), seeds.build_action, 0),
        SeedTable(bad, "actions", Action, ("code",), seeds.build_action, 1),
    )

    with pytest.raises(SeedError, match=r"bad\.yaml, A2, title"):
        seeding.load_all()

    assert Action.objects.count() == 0


def test_study_loads_and_a_second_time_changes_nothing(study_tables: None) -> None:
    first = seeding.load_all()
    second = seeding.load_all()

    assert sum(report.created for report in first) == sum(report.unchanged for report in second)
    assert [(report.created, report.updated, report.kept) for report in second] == [
        (0, 0, []) for _report in second
    ]
    assert (Study.objects.count(), Phase.objects.count(), Priority.objects.count()) == (1, 8, 4)
    assert Action.objects.count() == 17
    assert FundingLever.objects.count() >= 30


def test_default_start_puts_today_in_the_consultation(study_tables: None) -> None:
    seeding.load_all()

    assert Phase.objects.get(code="P3").state == PhaseState.UNDER_WAY


def test_given_start_moves_every_date(study_tables: None) -> None:
    seeding.load_all(start=date(2020, 1, 6))
    assert Phase.objects.get(code="P0").planned_start == date(2020, 1, 6)

    seeding.load_all(start=date(2020, 2, 3))

    phase = Phase.objects.get(code="P0")
    assert (phase.planned_start, phase.planned_end) == (date(2020, 2, 3), date(2020, 2, 16))
    assert phase.state == PhaseState.DELIVERED
    assert set(Deliverable.objects.filter(phase=phase).values_list("due_on", flat=True)) == {
        date(2020, 2, 16)
    }


def test_start_is_kept_by_later_loadings(study_tables: None) -> None:
    seeding.load_all(start=date(2020, 1, 6))

    seeding.load_all()

    assert Study.objects.get().starts_on == date(2020, 1, 6)


def test_row_edited_by_a_person_is_left_alone_and_told(
    action_file: Callable[[str], None],
) -> None:
    action_file(GOOD)
    seeding.load_all()
    action = Action.objects.get()
    with pghistory.context(user=factories.UserFactory().pk):
        save_action(action=action, title="Titre de l'équipe")

    report = seeding.load_all()[0]

    action.refresh_from_db()
    assert action.title == "Titre de l'équipe"
    assert report.kept == ["A1 Titre de l'équipe"]


def test_links_edited_by_a_person_are_left_alone(action_file: Callable[[str], None]) -> None:
    action_file(GOOD)
    seeding.load_all()
    action = Action.objects.get()
    with pghistory.context(user=factories.UserFactory().pk):
        action.axes.clear()

    seeding.load_all()

    assert list(action.axes.all()) == []


def test_row_changed_by_no_person_is_updated(action_file: Callable[[str], None]) -> None:
    action_file(GOOD)
    seeding.load_all()
    Action.objects.update(title="Autre")

    report = seeding.load_all()[0]

    assert report.updated == 1
    assert Action.objects.get().title == "Un"


def test_study_renamed_by_the_team_is_still_the_study(study_tables: None) -> None:
    seeding.load_all(start=date(2020, 1, 6))
    study = Study.objects.get()
    with pghistory.context(user=factories.UserFactory().pk):
        study.title = "Notre étude"
        study.save()

    seeding.load_all(start=date(2020, 3, 2))

    study.refresh_from_db()
    assert (study.title, study.starts_on) == ("Notre étude", date(2020, 3, 2))
    assert Phase.objects.get(code="P0").planned_start == date(2020, 3, 2)


def test_command_tells_what_it_did(study_tables: None) -> None:
    output = StringIO()

    call_command("load_study", "--start", "2020-01-06", stdout=output)

    assert "actions : 17 créés, 0 mis à jour, 0 laissés" in output.getvalue()


def test_command_ends_with_the_message_of_a_broken_file(
    action_file: Callable[[str], None],
) -> None:
    action_file("actions:\n- {code: A1}")

    with pytest.raises(CommandError, match=r"broken\.yaml, A1, title"):
        call_command("load_study", stdout=StringIO())


def test_what_is_illustrative_says_so(study_tables: None) -> None:
    seeding.load_all()

    assert not Action.objects.filter(is_illustrative=False).exists()
    assert Action.objects.filter(status=ActionStatus.DISCARDED).count() == 0
    assert seeds.default_start(date(2026, 11, 25)) == date(2026, 11, 23) - timedelta(weeks=11)
    assert timezone.localdate() >= Study.objects.get().starts_on
