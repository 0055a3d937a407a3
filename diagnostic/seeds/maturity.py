"""Dimensions, levels and demonstration answers, from `seed/maturity.yaml`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from diagnostic.models import MaturityAnswer, MaturityDimension, MaturityLevel, MaturityRound
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import translated

FILE = Path(__file__).parent.parent / "seed" / "maturity.yaml"
QUESTIONS = ("question", "question_ca", "question_en")


def build_dimension(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("levels")
    values = {"code": entry.require("code"), "order": entry.require("order")}
    values |= {name: entry.text(name) for name in QUESTIONS}
    sources = {"sources": entry.many("sources", models.Source, "key")}
    return [Row(values | translated(entry), sources)]


def build_levels(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("order", "name", "name_ca", "name_en", "sources", *QUESTIONS):
        entry.get(name)
    dimension = entry.one("code", MaturityDimension)
    return [
        Row({"dimension": dimension, "level": level, "description": text})
        for level, text in enumerate(entry.strings("levels"), start=1)
    ]


def build_round(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("answers")
    start = context.study.starts_on
    weeks = {name: entry.require(f"{name}_week") for name in ("opens", "closes")}
    values = {"code": entry.require("code"), "title": entry.require("title")}
    days = {f"{name}_on": start + timedelta(weeks=week - 1) for name, week in weeks.items()}
    return [Row(values | days | {"is_illustrative": True})]


def build_answers(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("title", "opens_week", "closes_week"):
        entry.get(name)
    asked = entry.one("code", MaturityRound)
    rows = []
    for label, levels in (entry.get("answers") or {}).items():
        for code, level in levels.items():
            values: dict[str, Any] = {"round": asked, "respondent_label": label, "level": level}
            known = context.index(MaturityDimension, "code")
            rows.append(Row(values | {"dimension": known[code]}))
    return rows


ANSWER = ("round", "respondent_label", "dimension")
for table in (
    SeedTable(FILE, "dimensions", MaturityDimension, ("code",), build_dimension, 260),
    SeedTable(FILE, "dimensions", MaturityLevel, ("dimension", "level"), build_levels, 261),
    SeedTable(FILE, "rounds", MaturityRound, ("code",), build_round, 262),
    SeedTable(FILE, "rounds", MaturityAnswer, ANSWER, build_answers, 263),
):
    seeding.register(table)
