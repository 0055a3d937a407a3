"""Read a Polis export (a folder, or its vote file alone) or our own vote file.

Polis: `votes.csv` (timestamp, comment-id, voter-id, vote) and `comments.csv` (comment-id,
moderated, comment-body, agrees, disagrees), or `participants-votes.csv` alone, one line a
person. Ours: participant, statement, vote, timestamp (whole number or ISO 8601; may be absent:
lines are then in order), and optionally moderated (-1: refused). Files may be compressed (.gz).
A vote is 1 (agree), 0 (pass) or -1 (disagree). Raw Polis databases use the opposite sign: when
the counts of `comments.csv` say so, votes are turned over and it is told.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from consultation.opinion.integers import read_integers
from consultation.opinion.table import VOTES, Table, found, reading, reading_bytes
from consultation.opinion.votes import REFUSED, Notice, OpinionError, Votes, last_votes
from perpignan.arrays import Ints, np

POLIS = ("voter-id", "comment-id", "vote")
OURS = ("participant", "statement", "vote")
#: What `participants-votes.csv` has beside one column a statement.
ABOUT_PEOPLE = {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
LONGEST_TEXT = 1_000


@dataclass
class _Comments:
    """What `comments.csv` says of each statement."""

    refused: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class _Events:
    """Votes in the order of the file, people and statements by their positions."""

    people: list[str]
    statements: list[str]
    person: Ints
    statement: Ints
    value: Ints
    time: Ints | None
    refused: set[str] = field(default_factory=set)


def read_votes(path: Path) -> Votes:
    """Read the votes of a folder or a file.

    Raises OpinionError: absent, unreadable, bad_gzip, empty, twice, no_votes_file, no_column,
    bad_encoding, bad_csv, bad_line, no_code, long_code, bad_vote, bad_time, bad_moderation;
    from bad_encoding on, the file's `name` and the `line` are given.
    """
    if not path.is_dir():
        return _assembled(_read_events(path), None)
    votes = found(path, "votes.csv") or found(path, "participants-votes.csv")
    if votes is None:
        raise OpinionError("no_votes_file", name=path.name)
    comments = found(path, "comments.csv")
    return _assembled(_read_events(votes), _read_comments(comments) if comments else None)


def _assembled(events: _Events, comments: _Comments | None) -> Votes:
    notices = []
    value = events.value
    if comments is not None:
        unknown = [code for code in events.statements if code not in comments.texts]
        if unknown:
            values = {"count": len(unknown), "example": unknown[0]}
            notices.append(Notice("unknown_statements", values))
        if _turned_over(events, comments):
            value = -value
            notices.append(Notice("turned_over"))
        events.statements += _sorted(set(comments.texts) - set(events.statements))
    known = comments or _Comments()
    return last_votes(
        events.people,
        events.statements,
        person=events.person,
        statement=events.statement,
        value=value,
        time=events.time,
        refused=known.refused | events.refused,
        texts=known.texts,
        notices=notices,
    )


def _turned_over(events: _Events, comments: _Comments) -> bool:
    """Tell whether the counts of the comments fit the opposite votes better."""
    size = len(events.statements)
    agree = np.bincount(events.statement[events.value == 1], minlength=size)
    disagree = np.bincount(events.statement[events.value == -1], minlength=size)
    told = np.array([comments.counts.get(code, (-1, -1)) for code in events.statements])
    if not size or not np.any(told >= 0):
        return False
    agreed, disagreed = told[:, 0], told[:, 1]
    known = agreed >= 0
    straight = np.abs(agree - agreed)[known].sum() + np.abs(disagree - disagreed)[known].sum()
    opposite = np.abs(disagree - agreed)[known].sum() + np.abs(agree - disagreed)[known].sum()
    return bool(opposite < straight)


def _read_events(path: Path) -> _Events:
    with reading(path) as table:
        if set(POLIS) <= set(table.columns):
            names = POLIS
        elif set(OURS) <= set(table.columns):
            names = OURS
        elif {"participant", "n-votes"} <= set(table.columns):
            return _read_matrix(table)
        else:
            table.places(OURS)
            raise AssertionError("a column is missing")
        quick = None if "moderated" in table.columns else _read_quickly(path, table, names)
        return quick or _read_slowly(table, names)


def _read_quickly(path: Path, table: Table, names: tuple[str, ...]) -> _Events | None:
    wanted = [*names, *(["timestamp"] if "timestamp" in table.columns else [])]
    with reading_bytes(path) as stream:
        header = stream.readline()
        if b"\r" in header.rstrip(b"\r\n"):
            return None  # lines end as on old Macintoshes: only the slow way knows them
        columns = read_integers(
            stream,
            separator=";" if header.count(b";") > header.count(b",") else ",",
            width=table.width,
            columns=table.places(wanted),
        )
    if columns is None or (columns[2].size and np.abs(columns[2]).max() > 1):
        return None
    people, person = np.unique(columns[0], return_inverse=True)
    statements, statement = np.unique(columns[1], return_inverse=True)
    return _Events(
        people=[str(code) for code in people],
        statements=[str(code) for code in statements],
        person=person.reshape(-1).astype(np.int64),
        statement=statement.reshape(-1).astype(np.int64),
        value=columns[2],
        time=columns[3] if len(columns) > 3 else None,
    )


def _read_slowly(table: Table, names: tuple[str, ...]) -> _Events:
    who, what, vote = table.places(names)
    when, how = table.columns.get("timestamp"), table.columns.get("moderated")
    people: dict[str, int] = {}
    statements: dict[str, int] = {}
    columns: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    refused = set()
    for number, cells in table.rows():
        person = table.code(number, cells[who], names[0])
        statement = table.code(number, cells[what], names[1])
        columns[0].append(people.setdefault(person, len(people)))
        columns[1].append(statements.setdefault(statement, len(statements)))
        columns[2].append(_vote(table, number, cells[vote]))
        if when is not None:
            columns[3].append(_time(table, number, cells[when]))
        if how is not None and _moderation(table, number, cells[how]) == REFUSED:
            refused.add(statement)
    person_order, statement_order = _sorted(people), _sorted(statements)
    arrays = [np.array(column, dtype=np.int64) for column in columns]
    return _Events(
        people=person_order,
        statements=statement_order,
        person=_renumbered(people, person_order)[arrays[0]],
        statement=_renumbered(statements, statement_order)[arrays[1]],
        value=arrays[2],
        time=None if when is None else arrays[3],
        refused=refused,
    )


def _read_matrix(table: Table) -> _Events:
    who = table.columns["participant"]
    statements = [code for code in table.columns if code not in ABOUT_PEOPLE]
    places = [table.columns[code] for code in statements]
    people: dict[str, int] = {}
    person, statement, value = [], [], []
    for number, cells in table.rows():
        row = people.setdefault(table.code(number, cells[who], "participant"), len(people))
        for column, place in enumerate(places):
            if cells[place]:
                person.append(row)
                statement.append(column)
                value.append(_vote(table, number, cells[place]))
    order, named = _sorted(people), _sorted(statements)
    shuffled = {code: place for place, code in enumerate(statements)}
    return _Events(
        people=order,
        statements=named,
        person=_renumbered(people, order)[np.array(person, dtype=np.int64)],
        statement=_renumbered(shuffled, named)[np.array(statement, dtype=np.int64)],
        value=np.array(value, dtype=np.int64),
        time=None,
    )


def _read_comments(path: Path) -> _Comments:
    known = _Comments()
    with reading(path) as table:
        (what,) = table.places(["comment-id"])
        for number, cells in table.rows():
            code = table.code(number, cells[what], "comment-id")
            cell = {name: cells[place] for name, place in table.columns.items()}
            known.texts[code] = " ".join(cell.get("comment-body", "")[:LONGEST_TEXT].split())
            if _moderation(table, number, cell.get("moderated", "")) == REFUSED:
                known.refused.add(code)
            agrees, disagrees = cell.get("agrees", ""), cell.get("disagrees", "")
            if _is_count(agrees) and _is_count(disagrees):
                known.counts[code] = (int(agrees), int(disagrees))
    return known


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def _vote(table: Table, number: int, text: str) -> int:
    vote = VOTES.get(text.strip())
    if vote is None:
        raise OpinionError("bad_vote", name=table.name, line=number, vote=text.strip()[:20])
    return vote


def _moderation(table: Table, number: int, text: str) -> int:
    if text.strip() in ("", "0"):
        return 0
    if text.strip() not in VOTES:
        raise OpinionError("bad_moderation", name=table.name, line=number, text=text.strip()[:20])
    return VOTES[text.strip()]


def _time(table: Table, number: int, text: str) -> int:
    """Read a whole number as it is, a date as microseconds."""
    text = text.strip()
    try:
        if text.lstrip("-").isdigit() and len(text) < 19:
            return int(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise OpinionError("bad_time", name=table.name, line=number, text=text[:40]) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)


def _sorted(codes: dict[str, int] | set[str] | list[str]) -> list[str]:
    """Sort codes, whole numbers first and by value."""

    def key(code: str) -> tuple[bool, int, str]:
        whole = code.removeprefix("-")
        number = whole.isascii() and whole.isdigit() and len(whole) < 19
        return not number, int(code) if number else 0, code

    return sorted(codes, key=key)


def _renumbered(places: dict[str, int], order: list[str]) -> Ints:
    """Map the positions given at first sight to positions in the order."""
    new = np.zeros(len(places), dtype=np.int64)
    for rank, code in enumerate(order):
        new[places[code]] = rank
    return new
