"""State grants of past years: read from the published workbook, line by line, and stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplan.enums import GrantScale
from actionplan.models import PastGrant
from perpignan.tabular import Layout, Line, TableError, guess_layout, parse_number, read_table

PROGRAMS = frozenset({"DETR", "DSIL", "DSID"})
SCALES = {
    "commune": GrantScale.TOWN,
    "epci": GrantScale.GROUPING,
    "conseil_departemental": GrantScale.DEPARTMENT,
}
COLUMNS = ("id_projet", "id_dep", "id_terr", "nom_terr", "dotation", "montant_sub", "cout_total")
CENT, BATCH = Decimal("0.01"), 2000
LARGEST = Decimal(10) ** 12


@dataclass
class GrantImport:
    """What a file gives: rows ready to be stored, and its errors by line."""

    rows: list[PastGrant] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    created: int = 0
    updated: int = 0

    def totals(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for row in self.rows:
            found[row.program] = found.get(row.program, Decimal(0)) + row.amount
        return dict(sorted(found.items()))


def read_past_grants(path: Path, year: int) -> GrantImport:
    """Read the workbook, or a CSV of the same columns. Raise ValidationError if it is neither."""
    found, seen = GrantImport(), set()
    for line in _lines(path):
        try:
            row = _row(line, year)
            if row.key in seen:
                raise ValueError(_("l'identifiant « %s » est déjà dans le fichier") % row.key)
            seen.add(row.key)
            found.rows.append(row)
        except ValueError as error:
            found.errors.append(
                _("Ligne %(line)d : %(told)s.") % {"line": line.number, "told": error}
            )
    return found


def _lines(path: Path) -> Iterator[Line]:
    try:
        table = read_table(path, _layout(path))
        missing = [name for name in COLUMNS if name not in table.columns]
        if missing:
            raise ValidationError(_("Colonnes absentes : %s.") % ", ".join(missing))
        yield from table.lines
    except TableError as error:
        raise ValidationError(_("Ce fichier n'est pas un tableau lisible.")) from error


def _layout(path: Path) -> Layout:
    """Find the sheet that holds the projects: the first one holds notes."""
    layout = guess_layout(path)
    if not layout.is_workbook:
        return layout
    for sheet in _sheets(path):
        candidate = Layout(True, sheet=sheet)
        if set(COLUMNS) <= set(read_table(path, candidate).columns):
            return candidate
    return layout


def _sheets(path: Path) -> list[str]:
    import python_calamine  # only this reader names the sheets

    return list(python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names)


def _row(line: Line, year: int) -> PastGrant:
    cells = line.cells
    program, scale = cells["dotation"].strip().upper(), cells.get("echelon", "commune").strip()
    if program not in PROGRAMS:
        raise ValueError(_("la dotation « %s » n'est pas connue") % cells["dotation"])
    if scale not in SCALES:
        raise ValueError(_("l'échelon « %s » n'est pas connu") % scale)
    key, population = cells["id_projet"].strip(), parse_number(cells.get("pop19", ""))
    if not key or len(key) > 40:
        raise ValueError(_("l'identifiant du projet est absent ou trop long"))
    return PastGrant(
        key=key,
        year=year,
        program=program,
        department=cells["id_dep"].strip()[:3],
        territory_code=cells["id_terr"].strip()[:10],
        territory=cells["nom_terr"].strip()[:120],
        population=None if population is None else int(population),
        scale=SCALES[scale],
        category=_category(cells.get("categorie", "")),
        description=cells.get("description", "").strip(),
        total_cost=_amount(cells["cout_total"], _("le coût total")),
        amount=_amount(cells["montant_sub"], _("la subvention")),
    )


def _category(text: str) -> str:
    """Write one way what the file writes several: `5 - Actions et Services publics`."""
    return (
        " ".join(text.split())
        .replace("Services publics", "services publics")
        .replace("transports", "transport")[:80]
    )


def _amount(text: str, what: str) -> Decimal:
    try:
        amount = parse_number(text)
    except TableError as error:
        words = {"what": what, "text": text}
        raise ValueError(_("%(what)s « %(text)s » n'est pas un nombre") % words) from error
    if amount is None:
        raise ValueError(_("%s est absent") % what)
    if not 0 <= amount < LARGEST:
        words = {"what": what, "text": text}
        raise ValueError(_("%(what)s (%(text)s) est négatif ou dépasse mille milliards") % words)
    return amount.quantize(CENT, ROUND_HALF_UP)


@transaction.atomic
def store_past_grants(*, grants: GrantImport) -> GrantImport:
    """Write the rows that were read, in batches; those known already are brought up to date."""
    known = set(PastGrant.objects.values_list("key", flat=True))
    grants.updated = sum(row.key in known for row in grants.rows)
    grants.created = len(grants.rows) - grants.updated
    fields = [f.name for f in PastGrant._meta.concrete_fields if f.name not in ("id", "key")]
    PastGrant.objects.bulk_create(
        grants.rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=fields,
    )
    return grants
