"""Who takes part in the plan: the public census, and the team's matrix."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import tablib
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from actionplan import queries
from actionplan.models import ActionSheet, SheetPartner
from actionplan.permissions import can_view_commitments
from actionplan.queries import PartnerLine
from perpignan.backoffice_formats import SafeCSV, SafeXLSX
from perpignan.study.localisation import localised_text
from perpignan.study.models import Priority
from perpignan.study.wording import euros

FORMATS = {"csv": SafeCSV, "xlsx": SafeXLSX}


class PartnerListView(TemplateView):
    """Who takes part in what, with which role; what each brings is the team's."""

    template_name = "actionplan/partner_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = queries.census(queries.parts_for(self.request.user))
        parts = [part for line in lines for part in line.parts]
        return super().get_context_data(
            lines=lines,
            action_count=len({part.sheet_id for part in parts}),
            is_illustrative=any(part.sheet.is_illustrative for part in parts),
            sees_team=can_view_commitments(self.request.user),
            tab="partners",
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (_("Partenaires"), "")],
            **kwargs,
        )


@dataclass(frozen=True)
class MatrixRow:
    line: PartnerLine
    cells: list[tuple[ActionSheet, list[SheetPartner]]]


@dataclass(frozen=True)
class Matrix:
    """Partners down, actions across; a cell holds the parts of one in the other."""

    sheets: list[ActionSheet]
    rows: list[MatrixRow]

    def dataset(self) -> tablib.Dataset:
        """Write what is shown as a table for a spreadsheet."""
        headers = [_("Partenaire"), _("Total apporté"), *(sheet.code for sheet in self.sheets)]
        data = tablib.Dataset(headers=headers)
        for row in self.rows:
            cells = [" ; ".join(cell_text(part) for part in parts) for _s, parts in row.cells]
            data.append([row.line.name, total_text(row.line), *cells])
        return data


def cell_text(part: SheetPartner) -> str:
    role = part.get_role_display() if part.role else _("rôle à préciser")
    return ", ".join(text for text in (role, part.contribution_text) if text)


def total_text(line: PartnerLine) -> str:
    return " + ".join(f"{euros(amount)} {basis}" for basis, amount in line.money)


def build_matrix(parts: list[SheetPartner]) -> Matrix:
    sheets = list({part.sheet_id: part.sheet for part in parts}.values())
    rows = []
    for line in queries.census(parts):
        by_sheet: dict[int, list[SheetPartner]] = defaultdict(list)
        for part in line.parts:
            by_sheet[part.sheet_id].append(part)
        rows.append(MatrixRow(line, [(sheet, by_sheet[sheet.pk]) for sheet in sheets]))
    return Matrix(sheets, rows)


def _chosen(request: HttpRequest, priorities: list[Priority]) -> str:
    """Read the priority asked for; the rest of the address is ignored."""
    asked = request.GET.get("priorite", "")
    return asked if any(asked == priority.code for priority in priorities) else ""


@login_required
@cache_control(private=True, no_store=True)
@require_safe
def partner_matrix(request: HttpRequest, file_format: str = "") -> HttpResponse:
    """Show the matrix of partners and actions, or give it as a file."""
    if not can_view_commitments(request.user):
        raise PermissionDenied
    parts = list(queries.all_parts())
    priorities = list({part.sheet.action.priority: None for part in parts})
    chosen = _chosen(request, priorities)
    shown = [part for part in parts if chosen in ("", part.sheet.action.priority.code)]
    matrix = build_matrix(shown)
    if file_format:
        return _as_file(matrix, file_format)
    today = timezone.localdate()
    context = {
        "matrix": matrix,
        "links": _links(priorities, chosen),
        "query": f"?priorite={chosen}" if chosen else "",
        "awaited": [(p, p.is_overdue_at(today)) for p in queries.awaited_commitments()],
        "without_letter": list(queries.parts_without_letter()),
        "without_role": list(queries.parts_without_role()),
        "without_part": list(queries.partners_without_part()),
        "is_illustrative": any(part.sheet.is_illustrative for part in shown),
        "tab": "partners",
        "breadcrumb": [
            (_("Plan d’actions"), reverse("actionplan:index")),
            (_("Partenaires"), reverse("actionplan:partner-list")),
            (_("Qui apporte quoi"), ""),
        ],
    }
    return render(request, "actionplan/partner_matrix.html", context)


def _links(priorities: list[Priority], chosen: str) -> list[tuple[str, str, bool]]:
    url = reverse("actionplan:partner-matrix")
    choices = [("", _("Toutes"))]
    choices += [(p.code, localised_text(p, "name").text) for p in priorities]
    return [
        (label, f"{url}?priorite={code}" if code else url, code == chosen)
        for code, label in choices
    ]


def _as_file(matrix: Matrix, file_format: str) -> HttpResponse:
    if file_format not in FORMATS:
        raise Http404
    writer = FORMATS[file_format]()
    response = HttpResponse(
        writer.export_data(matrix.dataset()), content_type=writer.get_content_type()
    )
    response["Content-Disposition"] = f'attachment; filename="partenaires.{file_format}"'
    return response
