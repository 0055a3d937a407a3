from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perpignan.phases import all_phases
from perpignan.reports import study_chapter
from perpignan.reports.blocks import Bullets, Figure, KeyFigures, Paragraph, Sources, Table
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import PROGRESS
from perpignan.study.enums import DeliverableStatus
from tests.factories.study import DeliverableFactory, PhaseFactory, SourceFactory, StudyFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def build() -> dict[type, list]:
    found: dict[type, list] = {}
    for block in study_chapter.build(Scope(day=DAY)):
        found.setdefault(type(block), []).append(block)
    return found


def phase(code: str = "P1", **fields):
    dates = {"planned_start": date(2026, 2, 1), "planned_end": date(2026, 3, 15)}
    return PhaseFactory(code=code, name=f"Étape {code}", **{**dates, **fields})


def test_the_study_opens_the_progress_report_and_the_phases_follow_in_order():
    slugs = [chapter.slug for chapter in chapters_for(PROGRESS)]

    assert slugs == ["study", *(phase.label for phase in all_phases())]


def test_the_chapter_says_where_each_step_stands():
    phase("P0", actual_start=date(2026, 1, 5), actual_end=date(2026, 1, 31))
    phase("P1", actual_start=date(2026, 2, 1))
    phase("P2")

    blocks = build()

    assert blocks[Paragraph][0].text == (
        "Au 2 mars 2026, 1 étape est livrée et 1 est en cours, sur 3. "
        "Aucun livrable n'est en retard."
    )
    states = [row[-1] for row in blocks[Figure][0].rows]
    assert states == ["Livrée", "En cours", "Prévue"]


def test_the_state_is_that_of_the_day_of_the_report():
    phase("P0", actual_start=date(2026, 3, 3))

    assert build()[Figure][0].rows[0][-1] == "Prévue"


def test_the_figures_count_deliverables():
    step = phase()
    DeliverableFactory(phase=step, status=DeliverableStatus.ADMITTED)
    DeliverableFactory(phase=step, status=DeliverableStatus.SUBMITTED)
    DeliverableFactory(phase=step, status=DeliverableStatus.PLANNED, due_on=date(2026, 3, 1))

    assert list(build()[KeyFigures][0].items) == [
        ("0 / 1", "étapes livrées"),
        ("2 / 3", "livrables remis"),
        ("1 / 3", "livrables admis"),
        ("1", "livrables en retard"),
    ]


def test_what_is_late_and_what_waits_is_named():
    step = phase(gate="COPIL 2")
    DeliverableFactory(
        phase=step,
        code="L1.1",
        title="Grille",
        status=DeliverableStatus.DRAFTING,
        due_on=date(2026, 3, 1),
    )
    DeliverableFactory(phase=step, code="L1.2", title="Fiches", status=DeliverableStatus.SUBMITTED)
    DeliverableFactory(
        phase=step,
        code="L1.3",
        title="Guides",
        status=DeliverableStatus.POSTPONED,
        status_reason="Sources à compléter.",
    )

    late, waiting = build()[Bullets]

    assert list(late.items) == ["L1.1 Grille : attendu le 1er mars 2026."]
    assert list(waiting.items) == [
        "L1.2 Fiches : la Ville doit se prononcer.",
        "L1.3 Guides : à reprendre par le groupement. Motif : Sources à compléter.",
        "COPIL 2 : étape « Étape P1 », à clore le 15 mars 2026.",
    ]
    assert [row[-1] for row in build()[Table][0].rows] == [
        "En rédaction, en retard",
        "Remis",
        "Ajourné",
    ]


def test_the_sources_of_the_study_close_the_chapter():
    phase()
    source = SourceFactory(title="Article", publisher="Cerema", url="https://example.org/a")
    StudyFactory().sources.add(source)

    assert list(build()[Sources][0].items) == [
        ("Article", "Cerema", "https://example.org/a", "1er avril 2020")
    ]


def test_a_portal_without_study_says_so():
    assert build()[Paragraph][0].text == "Aucune étape n'est enregistrée dans le portail."


def test_the_chapter_asks_the_same_number_of_questions():
    def fill(code: str) -> None:
        DeliverableFactory(phase=phase(code))

    study = StudyFactory()
    study.sources.add(SourceFactory())
    fill("P1")
    with CaptureQueriesContext(connection) as one:
        build()
    fill("P2")
    fill("P3")
    study.sources.add(SourceFactory())

    with CaptureQueriesContext(connection) as three:
        build()

    assert len(three) == len(one) == 4
