"""A word planted wherever the study keeps things to itself is in no public report."""

import json
from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from consultation.enums import SpokenStatus
from consultation.models import Comment, Contribution, Statement
from diagnostic.models import IndicatorValue
from perpignan.reports.annexes import annexes_for
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import ACTION_PLAN, KINDS
from perpignan.reports.making import render
from perpignan.reports.reading import read_chapters
from perpignan.reports.snapshot import build_snapshot
from perpignan.study import seeding
from perpignan.study.enums import Confidence, Visibility
from tests.reports.file_texts import said

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
MARK = "zzsecretzz"
PLANTED: list[str] = []
FORMATS = ("pdf", "docx", "xlsx", "pptx")


@pytest.fixture(scope="module", autouse=True)
def study(django_db_setup, django_db_blocker):
    """The whole study with secrets everywhere, made once for this file, undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all(start=DAY)
        plant()
        yield
        transaction.set_rollback(True)


def plant() -> None:
    """Write the word in internal rows, in internal fields, in what is not published yet."""
    for model in apps.get_models():
        if model._meta.proxy or model._meta.app_label not in PHASES:
            continue
        names = {field.name for field in model._meta.get_fields()}
        if "visibility" in names:
            third = list(model._base_manager.order_by("pk").values_list("pk", flat=True))[::3]
            rows = model._base_manager.filter(pk__in=third)
            write(rows, texts_of(model), visibility=Visibility.INTERNAL)
        hidden = [name for name in texts_of(model) if is_hidden(model, name)]
        write(model._base_manager.all(), hidden)
    write(IndicatorValue.objects.filter(confidence=Confidence.TO_VERIFY), ["method", "author"])
    for model in (Contribution, Comment, Statement):
        waiting = model._base_manager.exclude(status=SpokenStatus.PUBLISHED)
        write(waiting, texts_of(model))


PHASES = {"study", "benchmark", "diagnostic", "consultation", "actionplan"}
#: Codes name rows, languages and addresses are checked: they stay as they are.
KEPT = {"code", "slug", "language", "url", "email", "password", "external_id", "status"}


def texts_of(model) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not field.choices
        and not field.unique
        and field.name not in KEPT
        and (field.max_length or len(MARK)) >= len(MARK)
    ]


def is_hidden(model, name: str) -> bool:
    label = str(model._meta.get_field(name).verbose_name)
    return "intern" in label or name in {"contact_details", "in_kind"}


def write(rows, names: list[str], **more) -> None:
    for name in names:  # one by one: a constraint on one field must not spare the others
        try:
            with transaction.atomic():
                if rows.update(**{name: MARK}, **more):
                    PLANTED.append(f"{rows.model.__name__}.{name}")
        except DatabaseError:
            continue


def frozen(kind: str, *, is_internal: bool = False) -> dict:
    return build_snapshot(
        kind=kind,
        scope=Scope(DAY, is_internal=is_internal),
        author="Camille Puig",
        made_at=datetime(2026, 6, 1, 12, tzinfo=timezone.get_current_timezone()),
        on_step=lambda *step: None,
    )


def test_the_word_is_planted_in_every_phase():
    assert {
        "Action.title",
        "ActionSheet.internal_note",
        "ActionSheet.contact_details",
        "FundingLever.internal_note",
        "IndicatorValue.method",
        "Solution.title",
    } <= set(PLANTED)


@pytest.mark.parametrize(("kind", "format"), list(zip(KINDS, FORMATS * 9, strict=False)))
def test_no_public_report_tells_it(kind, format):
    snapshot = frozen(kind)
    if format not in KINDS[kind].formats:
        format = KINDS[kind].formats[0]

    page = render_to_string(
        "reports/report_read.html", {"snapshot": snapshot, "chapters": read_chapters(snapshot)}
    )

    assert snapshot["chapters"] != []
    assert MARK not in json.dumps(snapshot, ensure_ascii=False)
    assert MARK not in page
    assert MARK not in said(render(snapshot, format), format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_internal_report_tells_it_in_each_format(format):
    snapshot = frozen(ACTION_PLAN, is_internal=True)

    assert MARK in said(render(snapshot, format), format)


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_public_annex_tells_it(kind):
    for annex in annexes_for(kind):
        assert [row for row in annex.rows(Scope(DAY)) if MARK in map(str, row)] == []
