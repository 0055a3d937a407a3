"""What a mapping says of a file: where the values are, and whose they are."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from perpignan.tabular import Layout

CODE_LENGTH = 40
YEAR_TITLE = re.compile(r"\s*((?:19|20)\d\d)\b")
SLUG = re.compile(rf"[-a-zA-Z0-9_]{{1,{CODE_LENGTH}}}")


@dataclass(frozen=True)
class ValueColumn:
    """A column of values: the indicator it measures, its year where the title says it."""

    column: str
    indicator: int
    year: int | None = None


@dataclass(frozen=True)
class Spec:
    """How to read a file. `year_series` is the indicator of a file with a column a year."""

    layout: Layout
    perimeter_column: str
    columns: tuple[ValueColumn, ...] = ()
    year_series: int | None = None
    name_column: str = ""
    year: int | None = None
    year_column: str = ""
    code_prefix: str = ""
    code_width: int = 0
    kept_prefixes: tuple[str, ...] = ()
    kept_rows: tuple[tuple[str, str], ...] = ()
    decimal_comma: bool = True
    blanks: frozenset[str] = field(default_factory=frozenset)

    def needed_columns(self) -> list[str]:
        """List the columns without which the file cannot be read."""
        named = [self.perimeter_column, self.name_column, self.year_column]
        named += [value.column for value in self.columns]
        named += [column for column, _value in self.kept_rows]
        return list(dict.fromkeys(name for name in named if name))

    def values_in(self, titles: tuple[str, ...]) -> tuple[ValueColumn, ...]:
        """List the value columns of this very file: next year's has one year more."""
        if self.year_series is None:
            return self.columns
        found = ((title, YEAR_TITLE.match(title)) for title in titles)
        return tuple(ValueColumn(t, self.year_series, int(m[1])) for t, m in found if m)

    def code_of(self, text: str) -> str:
        """Turn what the file calls a place into the code of a perimeter."""
        bare = text.strip()
        if self.code_width and bare.isdigit():
            bare = bare.zfill(self.code_width)
        return _code(self.code_prefix, bare)


@lru_cache(maxsize=4096)
def _code(prefix: str, text: str) -> str:
    """Keep what is a code already; a name under a prefix becomes one."""
    if not prefix and SLUG.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9_]+", plain))
    return f"{prefix}{words}"[:CODE_LENGTH].strip("-")
