"""Contributions and comments brought from another platform, by its Decidim exports.

Nothing is stored unless every line is right. A second import of the same export, or of a
newer one, updates what the first one made: rows are known by the platform they come from
and their number there. Names of authors are never read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from consultation.enums import Moderation, ModerationVerb, SpokenStatus
from consultation.models import Comment, Consultation, Contribution, ModerationEvent, Theme
from consultation.models.contribution import TITLE_LENGTH
from consultation.operations.decidim_rows import (
    DecidimComment,
    DecidimProposal,
    DecidimRowError,
    read_rows,
)
from perpignan.study.models import Zone
from perpignan.tabular import Line, TableError, guess_layout, read_table

COMMENTS = "comments"
PROPOSALS = "proposals"
#: Lines told one by one; beyond, their number is enough.
MOST_PROBLEMS = 200


@dataclass
class DecidimReport:
    """What an import did, or would do; `problems` are told by file and line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    comments_created: int = 0
    comments_updated: int = 0
    comments_unchanged: int = 0
    left_out: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _Undo(Exception):
    """Leave the transaction without storing anything."""


def import_decidim(
    *,
    files: Iterable[Path],
    consultation: Consultation,
    already_moderated: bool = False,
    leave_out_strangers: bool = False,
    dry_run: bool = False,
) -> DecidimReport:
    """Bring proposals and comments in; store all, or nothing in a dry run or on a problem.

    Comments of another platform than the proposals' are problems, unless asked to leave
    them out: their numbers may by chance be those of other proposals.
    """
    report = DecidimReport()
    importer = _Importer(consultation, report, already_moderated, leave_out_strangers)
    try:
        with transaction.atomic():
            tables = [_open(path, report) for path in files]
            for wanted, row, take in importer.kinds():
                for name, kind, lines in filter(None, tables):
                    if kind == wanted:
                        take(_understood(name, lines, row, report))
            if dry_run or report.problems:
                raise _Undo
    except _Undo:
        pass
    return report


def _open(path: Path, report: DecidimReport) -> tuple[str, str, list[Line]] | None:
    """Read a file whole and say what it holds, from its columns."""
    name = path.name
    try:
        table = read_table(path, guess_layout(path))
        lines = list(table.lines)
    except TableError as error:
        report.problems.append(_unreadable(name, error))
        return None
    kind = _kind(table.columns)
    if not kind:
        report.problems.append(
            _(
                "%(file)s : ce n'est pas un export Decidim connu. Il faut les colonnes « title » "
                "et « body » (propositions), ou « body » et « commentable_id » (commentaires). "
                "Colonnes lues : %(columns)s."
            )
            % {"file": name, "columns": ", ".join(table.columns)[:300]}
        )
        return None
    return name, kind, lines


def _unreadable(name: str, error: TableError) -> str:
    reasons = {"empty": _("le fichier est vide"), "too_large": _("le fichier est trop gros")}
    reason = reasons.get(error.code, _("ce n'est pas un tableau lisible"))
    return _("%(file)s : %(reason)s.") % {"file": name, "reason": reason}


def _kind(columns: Iterable[str]) -> str:
    roots = {column.split("/")[0] for column in columns}
    if "body" in roots and roots & {"commentable_id", "commentable_type"}:
        return COMMENTS
    return PROPOSALS if {"body", "title"} <= roots else ""


def _understood(name: str, lines: list[Line], kind: Any, report: DecidimReport) -> list[Any]:
    """Understand each line; one that cannot be is told with its number."""
    rows = []
    for line, row in read_rows(lines, kind):
        if isinstance(row, DecidimRowError):
            _tell(report, name, line, str(row))
        else:
            row.where = (name, line)
            rows.append(row)
    return rows


def _tell(report: DecidimReport, name: str, line: int, message: str) -> None:
    if len(report.problems) < MOST_PROBLEMS:
        words = {"file": name, "line": line, "message": message}
        report.problems.append(_("%(file)s, ligne %(line)d : %(message)s") % words)


class _Importer:
    """One import into one consultation, whose rows are read once."""

    def __init__(
        self,
        consultation: Consultation,
        report: DecidimReport,
        already_moderated: bool,
        leave_out_strangers: bool,
    ) -> None:
        self.consultation, self.report = consultation, report
        self.already_moderated = already_moderated
        self.leave_out_strangers = leave_out_strangers
        self.themes = {_plain(theme.name): theme for theme in consultation.themes.all()}
        self.zones = {_plain(zone.name): zone for zone in Zone.objects.all()}

    def kinds(self) -> list[tuple[str, Any, Callable[[list[Any]], None]]]:
        """Give what is read first: comments look for the proposals."""
        return [
            (PROPOSALS, DecidimProposal, self.proposals),
            (COMMENTS, DecidimComment, self.comments),
        ]

    def proposals(self, rows: list[DecidimProposal]) -> None:
        known = self._known()
        made: dict[str, Contribution] = {}
        changed = []
        for row in rows:
            if row.is_withdrawn:
                self._leave_out(row, _("retirée par son auteur là-bas"))
                continue
            if row.key in made:
                self._problem(row, _("cette proposition est deux fois dans l'export"))
                continue
            contribution = known.get(row.key) or Contribution(
                consultation=self.consultation, external_id=row.key, **self._state()
            )
            is_changed = self._fill(contribution, row)
            if not contribution.is_withdrawn and not self._is_valid(contribution, row):
                continue
            made[row.key] = contribution
            if contribution.pk is None:
                continue
            if is_changed:
                changed.append(contribution)
            self.report.updated += is_changed
            self.report.unchanged += not is_changed
        created = [item for item in made.values() if item.pk is None]
        self.report.created += len(created)
        self._store(Contribution, created, changed, "contribution")

    def comments(self, rows: list[DecidimComment]) -> None:
        targets = _Targets(self._known())
        known = {
            (comment.contribution_id, comment.external_id): comment
            for comment in Comment.objects.filter(
                contribution__consultation=self.consultation
            ).exclude(external_id="")
        }
        created: dict[tuple[int, str], Comment] = {}
        changed = []
        for row in rows:
            contribution = targets.find(row)
            if contribution is None:
                self._no_target(row, targets)
                continue
            key = (contribution.pk, row.key)
            comment = known.get(key)
            if comment is None:
                new = Comment(contribution=contribution, external_id=row.key, **self._state())
                self._fill_comment(new, row)
                if self._is_valid(new, row):
                    created.setdefault(key, new)
                continue
            is_changed = self._fill_comment(comment, row)
            self.report.comments_updated += is_changed
            self.report.comments_unchanged += not is_changed
            if is_changed:
                changed.append(comment)
        self.report.comments_created += len(created)
        self._store(Comment, list(created.values()), changed, "comment")

    def _known(self) -> dict[str, Contribution]:
        rows = self.consultation.contributions.exclude(external_id="")
        return {row.external_id: row for row in rows}

    def _no_target(self, row: DecidimComment, targets: "_Targets") -> None:
        if row.platform and targets.platforms and row.platform not in targets.platforms:
            message = _("commentaire d'un autre site (%(site)s) que les propositions") % {
                "site": row.platform
            }
        else:
            message = _("la proposition %(number)s qu'il commente n'a pas été importée") % {
                "number": row.proposal or "?"
            }
        if self.leave_out_strangers:
            self._leave_out(row, message)
        else:
            self._problem(row, message)

    def _leave_out(self, row: Any, message: str) -> None:
        name, line = row.where
        words = {"file": name, "line": line, "message": message}
        self.report.left_out.append(_("%(file)s, ligne %(line)d : %(message)s") % words)

    def _problem(self, row: Any, message: str) -> None:
        name, line = row.where
        _tell(self.report, name, line, message)

    def _state(self) -> dict[str, Any]:
        """Publish what was moderated elsewhere; the rest waits as what citizens write here."""
        if self.already_moderated:
            return {"status": SpokenStatus.PUBLISHED, "reviewed_at": timezone.now()}
        after = self.consultation.moderation == Moderation.AFTER
        return {"status": SpokenStatus.PUBLISHED if after else SpokenStatus.PENDING}

    def _fill(self, contribution: Contribution, row: DecidimProposal) -> bool:
        values = {
            "title": row.title[:TITLE_LENGTH],
            "text": row.text,
            "language": row.language,
            "submitted_at": row.submitted_at,
            "imported_supports": row.supports,
            "place": row.place[:200],
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
        if contribution.pk is None:  # what the team sorted since stays so
            values |= {"theme": self._theme(row.category), "zone": self.zones.get(_plain(row.zone))}
        return self._update(contribution, values)

    def _fill_comment(self, comment: Comment, row: DecidimComment) -> bool:
        values = {"text": row.text, "language": row.language, "submitted_at": row.submitted_at}
        return self._update(comment, values)

    def _update(self, spoken: Any, values: dict[str, Any]) -> bool:
        """Write what differs. Words withdrawn stay so; new words wait to be read again."""
        if spoken.pk and spoken.status == SpokenStatus.WITHDRAWN:
            return False
        differing = {name for name, value in values.items() if getattr(spoken, name) != value}
        for name in differing:
            setattr(spoken, name, values[name])
        if spoken.pk and differing & {"title", "text"} and spoken.is_published:
            spoken.reviewed_at = None
            for name, value in self._state().items():
                setattr(spoken, name, value)
        return bool(differing)

    def _theme(self, name: str) -> Theme | None:
        if not name:
            return None
        theme = self.themes.get(_plain(name))
        if theme is None:
            theme = Theme.objects.create(
                consultation=self.consultation,
                name=name[:200],
                code=self._free_code(name),
                order=len(self.themes) + 1,
            )
            self.themes[_plain(name)] = theme
        return theme

    def _free_code(self, name: str) -> str:
        code = slugify(name)[:50] or "theme"
        taken = {theme.code for theme in self.themes.values()}
        number = 2
        free = code
        while free in taken:
            free, number = f"{code}-{number}", number + 1
        return free

    def _is_valid(self, spoken: Any, row: Any) -> bool:
        try:
            spoken.clean_fields(exclude=["consultation", "contribution", "theme", "zone"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = spoken._meta.get_field(name).verbose_name
                self._problem(row, f"{label} : {' '.join(messages)}")
            return False
        return True

    def _store(self, model: Any, created: list[Any], changed: list[Any], name: str) -> None:
        if self.report.problems:
            return  # nothing will be stored; the other lines are still read
        model.objects.bulk_create(created, batch_size=500)
        fields = ["text", "language", "submitted_at", "status", "reviewed_at"]
        if model is Contribution:
            fields += ["title", "imported_supports", "place", "latitude", "longitude"]
        model.objects.bulk_update(changed, fields, batch_size=500)
        ModerationEvent.objects.bulk_create(
            [
                ModerationEvent(verb=ModerationVerb.IMPORTED, **{name: item})
                for item in [*created, *changed]
            ]
        )


class _Targets:
    """Contributions by the platform and the number that comments name."""

    def __init__(self, known: dict[str, Contribution]) -> None:
        self.known = known
        self.platforms = {key.split(":")[1] for key in known} - {""}
        self.by_number: dict[str, list[Contribution]] = {}
        for key, contribution in known.items():
            self.by_number.setdefault(key.rpartition(":")[2], []).append(contribution)

    def find(self, row: DecidimComment) -> Contribution | None:
        """Find what is commented. A number alone is enough only when one side has no site."""
        exact = self.known.get(f"decidim:{row.platform}:{row.proposal}")
        if exact is not None or (row.platform and self.platforms):
            return exact
        alike = self.by_number.get(row.proposal, [])
        return alike[0] if len(alike) == 1 else None


def _plain(name: str) -> str:
    return slugify(name)
