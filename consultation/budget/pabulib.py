"""Read and write the `.pb` files of Pabulib.

Format: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023.
UTF-8, cells separated by `;`, quoted where needed, three sections, each with a header:
META (key;value), PROJECTS (project_id;cost;...), VOTES (voter_id;vote;...). A vote is a list of
projects separated by commas, with as many `points` where the ballot gives some.

Two keys of our own, which others ignore: `incompatible_projects` (`a,b|c,d`: one project at
most of each list can win). `min_project_score_threshold` is Pabulib's.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction

from consultation.budget.election import (
    BY_POINTS,
    Ballot,
    BudgetError,
    Election,
    Notice,
    Project,
    VoteType,
)

SECTIONS = ("META", "PROJECTS", "VOTES")
NUMBER = re.compile(r"-?[0-9]{1,20}(?:[.,][0-9]{1,12})?")
#: A whole number that is read without harm, whatever other digits Unicode has.
WHOLE = re.compile(r"[0-9]{1,20}")
LONGEST_CELL = 4_000_000
LONGEST_CODE = 200
DISTRICTS = ("district", "subunit", "neighborhood")
CONFLICTS, THRESHOLD = "incompatible_projects", "min_project_score_threshold"
OWN_COLUMNS = ("project_id", "cost", "name")

Row = tuple[int, list[str]]


@dataclass
class _File:
    """The three sections, each a header and its numbered lines."""

    headers: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)


def read_election(data: bytes) -> Election:
    """Read a `.pb` file.

    Raises BudgetError: bad_encoding, bad_csv, no_section, no_column, no_key, bad_number,
    negative, bad_vote_type, no_code, long_code, duplicate_project, unknown_project, bad_line,
    bad_points; those about a line give its number as `line`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BudgetError("bad_encoding", line=line) from error
    file = _sections(text)
    meta = {cells[0].strip(): ";".join(cells[1:]).strip() for _line, cells in file.rows["META"]}
    vote_type = _vote_type(meta)
    notices: list[Notice] = []
    projects = _projects(file)
    codes = {project.code: place for place, project in enumerate(projects)}
    ballots = _ballots(file, codes, vote_type, notices)
    election = Election(
        budget=_amount(meta, "budget"),
        projects=tuple(projects),
        ballots=tuple(ballots),
        vote_type=vote_type,
        least=_amount(meta, THRESHOLD) if meta.get(THRESHOLD) else Fraction(0),
        conflicts=_conflicts(meta, codes),
        meta=meta,
        more_columns=tuple(_more_columns(file.headers["VOTES"])),
    )
    return election.with_options(notices=(*notices, *_recounted(election)))


def _sections(text: str) -> _File:
    file, section, header_next = _File(), "", False
    for line, cells in _lines(text):
        if cells[0].strip().upper() in SECTIONS and not any(cells[1:]):
            section, header_next = cells[0].strip().upper(), True
            file.rows[section] = []
        elif not section:
            raise BudgetError("no_section", section="META", line=line)
        elif header_next:
            file.headers[section] = [title.strip().lower() for title in cells]
            header_next = False
        else:
            file.rows[section].append((line, cells))
    for name in SECTIONS:
        if name not in file.headers:
            raise BudgetError("no_section", section=name)
    return file


def _lines(text: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    line = 0
    try:
        for cells in reader:
            line, first = reader.line_num, line + 1
            if any(cell.strip() for cell in cells):
                yield first, cells
    except csv.Error as error:
        raise BudgetError("bad_csv", line=line + 1, reason=str(error)) from error


def _vote_type(meta: dict[str, str]) -> VoteType:
    if not meta.get("vote_type"):
        raise BudgetError("no_key", key="vote_type")
    try:
        return VoteType(meta["vote_type"].lower())
    except ValueError as error:
        raise BudgetError("bad_vote_type", found=meta["vote_type"][:40]) from error


def _amount(meta: dict[str, str], key: str) -> Fraction:
    if not meta.get(key):
        raise BudgetError("no_key", key=key)
    return _number(meta[key], key, least=0)


def _number(text: str, column: str, *, line: int = 0, least: int | None = None) -> Fraction:
    """Read a plain decimal number exactly: neither exponent, nor infinity, nor nan."""
    if not NUMBER.fullmatch(text.strip()):
        raise BudgetError("bad_number", column=column, text=text.strip()[:40], line=line)
    number = Fraction(text.strip().replace(",", "."))
    if least is not None and number < least:
        raise BudgetError("negative", column=column, text=text.strip()[:40], line=line)
    return number


def _projects(file: _File) -> list[Project]:
    header = file.headers["PROJECTS"]
    _check_columns("PROJECTS", header, ("project_id", "cost"))
    projects, seen = [], set()
    for line, cells in file.rows["PROJECTS"]:
        row = dict(zip(header, _padded(line, cells, header), strict=True))
        code = _code(row["project_id"], line)
        if code in seen:
            raise BudgetError("duplicate_project", project=code, line=line)
        seen.add(code)
        projects.append(
            Project(
                code=code,
                cost=_number(row["cost"], "cost", line=line, least=0),
                name=row.get("name", "").strip(),
                district=next((row[key].strip() for key in DISTRICTS if row.get(key)), ""),
                more={key: row[key] for key in header if key not in OWN_COLUMNS},
            )
        )
    return projects


def _ballots(
    file: _File, codes: dict[str, int], vote_type: VoteType, notices: list[Notice]
) -> list[Ballot]:
    header = file.headers["VOTES"]
    with_points = vote_type in (VoteType.CUMULATIVE, VoteType.SCORING)
    _check_columns("VOTES", header, ("voter_id", "vote", *(["points"] if with_points else [])))
    who, what = header.index("voter_id"), header.index("vote")
    points_at = header.index("points") if with_points else -1
    more = [header.index(name) for name in _more_columns(header)]
    ballots, repeated, voters = [], 0, set()
    for line, cells in file.rows["VOTES"]:
        row = _padded(line, cells, header)
        named = [code.strip() for code in row[what].split(",") if code.strip()]
        places = tuple(_place(code, codes, line) for code in named)
        points = _points(row[points_at], len(places), line) if with_points else None
        if len(set(places)) < len(places):
            repeated += 1
            places, points = _once(places, points)
        voters.add(row[who].strip())
        ballots.append(
            Ballot(row[who].strip(), places, points, tuple(row[place] for place in more))
        )
    if repeated:
        notices.append(Notice("repeated_projects", {"count": repeated}))
    if len(voters) < len(ballots):
        notices.append(Notice("repeated_voters", {"count": len(ballots) - len(voters)}))
    return ballots


def _more_columns(header: list[str]) -> list[str]:
    return [name for name in header if name not in ("voter_id", "vote", "points")]


def _place(code: str, codes: dict[str, int], line: int) -> int:
    if code not in codes:
        raise BudgetError("unknown_project", project=code[:40], line=line)
    return codes[code]


def _points(text: str, count: int, line: int) -> tuple[Fraction, ...]:
    parts = [part for part in text.split(",") if part.strip()]
    if len(parts) != count:
        raise BudgetError("bad_points", found=len(parts), wanted=count, line=line)
    return tuple(_number(part, "points", line=line) for part in parts)


def _once(
    places: tuple[int, ...], points: tuple[Fraction, ...] | None
) -> tuple[tuple[int, ...], tuple[Fraction, ...] | None]:
    """Keep the first mention of each project."""
    first = [rank for rank, place in enumerate(places) if place not in places[:rank]]
    kept = tuple(places[rank] for rank in first)
    return kept, None if points is None else tuple(points[rank] for rank in first)


def _conflicts(meta: dict[str, str], codes: dict[str, int]) -> tuple[frozenset[int], ...]:
    lists = [part for part in meta.get(CONFLICTS, "").split("|") if part.strip()]
    return tuple(
        frozenset(_place(code.strip(), codes, 0) for code in part.split(",")) for part in lists
    )


def _recounted(election: Election) -> Iterator[Notice]:
    """Compare what the file announces with the ballots it holds."""
    told = election.meta.get("num_votes", "")
    if WHOLE.fullmatch(told) and int(told) != len(election.ballots):
        yield Notice("num_votes", {"told": int(told), "found": len(election.ballots)})
    for column, found in (("votes", election.votes), ("score", election.scores)):
        wrong = [
            project.code
            for project, count in zip(election.projects, found, strict=True)
            if NUMBER.fullmatch(text := project.more.get(column, "").strip())
            and Fraction(text.replace(",", ".")) != count
        ]
        if wrong and (column == "votes" or election.vote_type in BY_POINTS):
            yield Notice("recount", {"column": column, "count": len(wrong), "example": wrong[0]})


def _check_columns(section: str, header: list[str], names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in header]
    if missing:
        raise BudgetError("no_column", section=section, columns=", ".join(missing))


def _padded(line: int, cells: list[str], header: list[str]) -> list[str]:
    """Fill the empty cells that some files leave out at the end of a line."""
    if len(cells) > len(header):
        raise BudgetError("bad_line", found=len(cells), wanted=len(header), line=line)
    return [*cells, *[""] * (len(header) - len(cells))]


def _code(text: str, line: int) -> str:
    code = text.strip()
    if not code or len(code) > LONGEST_CODE:
        raise BudgetError("long_code" if code else "no_code", line=line)
    return code


def write_election(election: Election) -> str:
    """Write a `.pb` file with the recounted votes. Voters are named as the ballots name them."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, delimiter=";", lineterminator="\n")
    lines.writerows([["META"], ["key", "value"], *_meta(election).items()])
    counts = ["votes", "score"] if election.vote_type in BY_POINTS else ["votes"]
    more = [
        key for key in (election.projects[0].more if election.projects else {}) if key not in counts
    ]
    lines.writerows([["PROJECTS"], ["project_id", "cost", *counts, "name", *more]])
    for place, project in enumerate(election.projects):
        found = [election.votes[place], plain(election.scores[place])][: len(counts)]
        others = [project.more.get(key, "") for key in more]
        lines.writerow([project.code, plain(project.cost), *found, project.name, *others])
    pointed = election.vote_type in (VoteType.CUMULATIVE, VoteType.SCORING)
    columns = ["voter_id", "vote", *(["points"] if pointed else []), *election.more_columns]
    lines.writerows([["VOTES"], columns])
    for ballot in election.ballots:
        named = ",".join(election.projects[place].code for place in ballot.projects)
        points = [",".join(map(plain, ballot.points or ()))] if pointed else []
        lines.writerow([ballot.voter, named, *points, *ballot.more])
    return stream.getvalue()


def _meta(election: Election) -> dict[str, str]:
    told = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(len(election.ballots)),
        "budget": plain(election.budget),
        "vote_type": str(election.vote_type),
    }
    if election.least:
        told[THRESHOLD] = plain(election.least)
    if election.conflicts:
        told[CONFLICTS] = "|".join(
            ",".join(election.projects[place].code for place in sorted(group))
            for group in election.conflicts
        )
    return {**election.meta, **told}


def plain(amount: Fraction) -> str:
    """Write a decimal number in full and exactly: `1200`, `1546168.66`."""
    if amount.denominator == 1:
        return str(amount.numerator)
    with localcontext(prec=60):
        return f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"
