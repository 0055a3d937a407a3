"""L2.3: the findings, axis by axis, with what they rest on."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostic.enums import Box
from diagnostic.models import Finding
from diagnostic.queries import findings_for
from diagnostic.views.proofs import chips_of, documents_of
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import DIAGNOSTIC, STRATEGY


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Count the findings in the matrix, then tell each with its proofs and actions."""
    findings = list(findings_for(AnonymousUser()).active())
    if not findings:
        return [blocks.Paragraph(_("Aucun constat n'est encore publié."))]
    return [
        _summary(findings),
        _matrix(findings),
        *[_axis_table(axis, findings) for axis in dict.fromkeys(f.axis for f in findings)],
        blocks.cite(source for finding in findings for source in documents_of(finding)),
    ]


def _summary(findings: Sequence[Finding]) -> blocks.Paragraph:
    bare = sum(1 for finding in findings if not finding.proofs.all())
    said = ngettext(
        "%(count)d constat est en vigueur.",
        "%(count)d constats sont en vigueur.",
        len(findings),
    ) % {"count": len(findings)}
    lacking = ngettext(
        "%(count)d n'a pas de preuve publiée à ce jour.",
        "%(count)d n'ont pas de preuve publiée à ce jour.",
        bare,
    ) % {"count": bare}
    return blocks.Paragraph(f"{said} {lacking}" if bare else said, _flagged(findings))


def _flagged(findings: Sequence[Finding]) -> bool:
    return any(finding.is_illustrative for finding in findings)


def _matrix(findings: Sequence[Finding]) -> blocks.Table:
    axes = dict.fromkeys(finding.axis for finding in findings)
    rows = [
        [axis.name, *(str(sum(f.axis == axis and f.box == box for f in findings)) for box in Box)]
        for axis in axes
    ]
    columns = [_("Axe"), *(box.plural for box in Box)]
    caption = _("Combien de constats par axe")
    numbers = tuple(range(1, 5))
    return blocks.Table(caption, columns, rows, numeric=numbers, is_illustrative=_flagged(findings))


def _axis_table(axis: object, findings: Sequence[Finding]) -> blocks.Table:
    kept = [finding for box in Box for finding in findings if _is_in(finding, axis, box)]
    columns = [_("Case"), _("Constat"), _("Preuves"), _("Actions")]
    return blocks.Table(
        str(axis),
        columns,
        [_row(finding) for finding in kept],
        is_illustrative=_flagged(kept),
        widths=(2, 5, 5, 2),
    )


def _is_in(finding: Finding, axis: object, box: Box) -> bool:
    return finding.axis == axis and finding.box == box


def _row(finding: Finding) -> list[str]:
    proofs = " ; ".join(chip.title for chip in chips_of(finding))
    actions = ", ".join(link.action.code for link in finding.action_links.all())
    box = str(Box(finding.box).label)
    return [box, finding.statement, proofs or _("sans preuve à ce jour"), actions or "-"]


register(
    Chapter(
        "findings",
        gettext_lazy("Constats par axe (AFOM)"),
        23,
        (DIAGNOSTIC, STRATEGY),
        build,
        "diagnostic:finding-list",
    )
)
