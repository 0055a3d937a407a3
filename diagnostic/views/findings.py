"""Public pages of the findings: the AFOM matrix, and a finding with its proofs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from diagnostic import queries
from diagnostic.enums import Box, FindingStatus
from diagnostic.models import Finding
from diagnostic.permissions import can_edit_finding, can_view_gaps
from diagnostic.queries import Lineage, Past
from diagnostic.views.proofs import chips_of, documents_of
from perpignan.phases import page_of
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text
from perpignan.study.models import Axis


@dataclass(frozen=True)
class ShownFinding:
    finding: Finding
    chips: Sequence[Evidence]

    @property
    def proofs_wait(self) -> bool:
        """Say whether it rests on something that is not published yet."""
        return not self.chips and self.finding.proof_count > 0  # type: ignore[attr-defined]  # annotated by the query


@dataclass(frozen=True)
class ShownBox:
    box: Box
    findings: list[ShownFinding] = field(default_factory=list)


@dataclass(frozen=True)
class AxisMatrix:
    axis: Axis
    boxes: Sequence[ShownBox]


def lay_out(findings: Iterable[Finding]) -> list[AxisMatrix]:
    """Put findings in the four boxes of their axes."""
    axes: dict[int, AxisMatrix] = {}
    for finding in findings:
        empty = AxisMatrix(finding.axis, [ShownBox(box) for box in Box])
        matrix = axes.setdefault(finding.axis_id, empty)
        box = next(item for item in matrix.boxes if item.box == finding.box)
        box.findings.append(ShownFinding(finding, chips_of(finding)))
    return list(axes.values())


def count_by_axis(counts: dict[tuple[int, str], int]) -> list[tuple[Axis, list[tuple[Box, int]]]]:
    """Count each axis that has findings, box by box."""
    known = {axis for axis, _box in counts}
    return [
        (axis, [(box, counts.get((axis.pk, box), 0)) for box in Box])
        for axis in Axis.objects.filter(pk__in=known)
    ]


class FindingListView(ListView):
    """The AFOM matrix: four lists an axis; `?axe=commerce` keeps one axis."""

    template_name = "diagnostic/finding_list.html"
    paginate_by = 60

    def get_queryset(self) -> QuerySet[Finding]:
        findings = queries.findings_for(self.request.user).active()
        self.chosen = self.request.GET.get("axe", "").replace("\0", "")
        return findings.filter(axis__code=self.chosen) if self.chosen else findings

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = queries.box_counts(self.request.user)
        return context | {
            "matrices": lay_out(context["object_list"]),
            "counts": count_by_axis(counts),
            "total_count": sum(counts.values()),
            "boxes": list(Box),
            "chosen": self.chosen,
            "can_edit": can_edit_finding(self.request.user),
            "can_view_gaps": can_view_gaps(self.request.user),
            "tab": "findings",
            "breadcrumb": [(_("Diagnostic"), reverse("diagnostic:index")), (_("Constats"), "")],
        }


class FindingDetailView(DetailView):
    """A finding, in force or not: what proves it, what answers it, how it changed."""

    template_name = "diagnostic/finding_detail.html"
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Finding]:
        return queries.findings_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finding, user = self.object, self.request.user
        lineage = queries.lineage_of(finding, user)
        crumbs = [
            (_("Diagnostic"), reverse("diagnostic:index")),
            (_("Constats"), reverse("diagnostic:finding-list")),
            (Box(finding.box).label, ""),
        ]
        return super().get_context_data(
            shown=ShownFinding(finding, chips_of(finding)),
            hidden_count=finding.proof_count - len(finding.proofs.all()),
            sources=documents_of(finding),
            links=[(link, page_of(link.action)) for link in finding.action_links.all()],
            lineage=lineage,
            history=history_lines(finding, lineage),
            can_edit=can_edit_finding(user) and finding.is_active,
            can_open_admin=can_edit_finding(user) and user.is_staff,
            tab="findings",
            breadcrumb=crumbs,
            **kwargs,
        )


@dataclass(frozen=True)
class HistoryLine:
    when: datetime
    text: str


def history_lines(finding: Finding, lineage: Lineage) -> list[HistoryLine]:
    """Tell what happened to a finding and when, without saying who did it."""
    axes = {axis.pk: localised_text(axis, "name").text for axis in Axis.objects.all()}
    lines = [
        HistoryLine(after.when, text)
        for before, after in queries.pasts_of(finding)
        for text in _told(before, after, axes)
    ]
    moments = queries.merged_on(lineage.absorbed)
    lines += [
        HistoryLine(moments[item.pk], _("A repris le constat « %s ».") % item.statement)
        for item in lineage.absorbed
        if item.pk in moments
    ]
    return sorted(lines, key=lambda line: line.when)


def _told(before: Past | None, after: Past, axes: dict[int, str]) -> Iterable[str]:
    if before is None:
        yield _("Écrit dans la case %(box)s.") % {"box": _place(after, axes)}
        return
    if (before.axis_id, before.box) != (after.axis_id, after.box):
        places = {"before": _place(before, axes), "after": _place(after, axes)}
        yield _("Déplacé de %(before)s vers %(after)s.") % places
    if before.status != after.status == FindingStatus.MERGED:
        yield _("Fusionné dans un autre constat.")
    if before.status != after.status == FindingStatus.SPLIT:
        yield _("Scindé en plusieurs constats.")


def _place(past: Past, axes: dict[int, str]) -> str:
    return f"« {axes.get(past.axis_id, '?')}, {Box(past.box).label} »"
