"""What a questionnaire demands, apart from any wording: plain data, read once and shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

#: Codes that no option may bear: they say that the person knows not, or chose none of them.
DONT_KNOW = "dont-know"
OTHER = "other"
RESERVED_CODES = frozenset({DONT_KNOW, OTHER})
#: Added to a question's code, it keeps the words of who answered "other".
OTHER_SUFFIX = ".other"


@dataclass(frozen=True)
class QuestionRule:
    """What an answer must respect."""

    code: str
    type: str
    option_codes: tuple[str, ...] = ()
    max_choices: int | None = None
    points: int | None = None
    max_length: int | None = None
    section: str = ""
    row_codes: tuple[str, ...] = ()
    min_choices: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    allows_other: bool = False
    allows_dont_know: bool = False


@dataclass(frozen=True)
class ConditionRule:
    """An earlier answer on which a question or a section depends."""

    question: str
    operator: str
    option_codes: tuple[str, ...] = ()
    number: Decimal | None = None


@dataclass(frozen=True)
class Conditions:
    """All of the rules must hold, or any of them; none to respect when empty."""

    rules: tuple[ConditionRule, ...] = ()
    any_suffices: bool = False


@dataclass(frozen=True)
class Plan:
    """A whole questionnaire: its questions in order, and when each is asked."""

    questions: Mapping[str, QuestionRule]
    by_question: Mapping[str, Conditions] = field(default_factory=dict)
    by_section: Mapping[str, Conditions] = field(default_factory=dict)
