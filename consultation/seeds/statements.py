"""Statements that invented citizens propose, read from `consultation/seed/statements.yaml`."""

from django.utils import timezone

from consultation.enums import SpokenStatus
from consultation.models import Consultation, Statement
from consultation.seeds.consultation import FOLDER, SLUG, translated
from perpignan.study import seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = FOLDER / "statements.yaml"


def build_statement(entry: Entry, context: SeedContext) -> list[Row]:
    consultation = Consultation.objects.get(slug=SLUG)
    came_in = consultation.opens_at or timezone.now()
    values = {
        "consultation": consultation,
        "external_id": f"exemple:{entry.require('id')}",
        "status": SpokenStatus.PUBLISHED,
        "submitted_at": came_in,
        "reviewed_at": came_in,
        "is_illustrative": True,
    }
    return [Row(values | translated(entry, "text"))]


seeding.register(
    SeedTable(FILE, "statements", Statement, ("consultation", "external_id"), build_statement, 316)
)
