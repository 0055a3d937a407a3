"""Find rows by their texts, in the three languages, in one statement."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import (
    CombinedSearchVector,
    SearchHeadline,
    SearchRank,
    SearchVector,
)
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Expression, F, Model, QuerySet, TextField, Value, Window
from django.db.models.functions import Coalesce, Concat, NullIf

from perpignan.study.permissions import Person
from perpignan.study.search.registry import Found, Hit
from perpignan.study.search.words import CONFIGS, START, STOP, Words
from perpignan.study.telling import Told
from perpignan.study.wording import language

FRENCH = "fr"


@dataclass(frozen=True)
class RowSearch:
    """A finder over rows; each text is searched with its `_ca` and `_en` columns.

    `rows(user)` is what this person may see, ready to be told without another
    statement; `vector` names a stored column that already has the French texts, and
    `beside` what it lacks: texts of another noun, which cost the use of its index.
    """

    rows: Callable[[Person], QuerySet[Any]]
    tell: Callable[[Any], Told]
    titles: Sequence[str]
    texts: Sequence[str] = ()
    vector: str = ""
    beside: Sequence[str] = ()

    def __call__(self, words: Words, user: Person, first: int, beyond: int) -> Found:
        found = list(self._matching(words, user)[first:beyond])
        return Found(found[0].found_count if found else 0, [self._hit(row) for row in found])

    def _matching(self, words: Words, user: Person) -> QuerySet[Any]:
        rows, query = self.rows(user), words.query
        vector = self._vector(rows.model)
        matching = rows.annotate(found_in=vector).filter(found_in=query)
        ranked = matching.annotate(
            found_rank=SearchRank(vector, query),
            found_count=Window(Count("*")),
            found_text=self._excerpt(rows.model, query),
        )
        ordered: QuerySet[Any] = ranked.order_by("-found_rank", "pk")
        return ordered

    def _vector(self, model: type[Model]) -> Any:
        parts: list[Any] = [F(self.vector)] if self.vector else []
        for code, config in CONFIGS.items():
            for weight, names in self._weighed(is_stored=bool(self.vector) and code == FRENCH):
                if columns := list(_columns(model, names, code)):
                    parts.append(SearchVector(*columns, config=config, weight=weight))
        vector = parts[0]
        for part in parts[1:]:  # a stored column is no SearchVector: it cannot be added
            vector = CombinedSearchVector(vector, "||", part, CONFIGS[FRENCH])
        return vector

    def _weighed(self, *, is_stored: bool) -> list[tuple[str, Sequence[str]]]:
        own = [] if is_stored else [("A", self.titles), ("B", self.texts)]
        return [*own, ("A", self.beside)]

    def _excerpt(self, model: type[Model], query: Expression) -> SearchHeadline:
        """Cut the text of the page's language, or the French one, around what was found."""
        shown: list[Any] = [Value("")]
        for name in self.texts or self.titles:
            shown += [_localised(model, name), Value(" ")]
        return SearchHeadline(
            Concat(*shown, output_field=TextField()),
            query,
            config=CONFIGS.get(language(), CONFIGS[FRENCH]),
            start_sel=START,
            stop_sel=STOP,
            max_words=34,
            min_words=18,
        )

    def _hit(self, row: Any) -> Hit:
        """Tell a row; an excerpt that only repeats its title says nothing."""
        told, excerpt = self.tell(row), row.found_text.strip()
        bare = excerpt.replace(START, "").replace(STOP, "")
        if bare[:60] in told.title:
            return Hit(told)
        return Hit(told, excerpt, self._language_of(row))

    def _language_of(self, row: Any) -> str:
        own = getattr(row, "language", "")
        texts = [name for name in (self.texts or self.titles) if "__" not in name]
        is_translated = any(getattr(row, f"{name}_{language()}", "") for name in texts)
        return own or (language() if is_translated else FRENCH)


def _columns(model: type[Model], names: Sequence[str], code: str) -> Iterator[str]:
    for name in names:
        column = name if code == FRENCH else f"{name}_{code}"
        if code == FRENCH or _has(model, column):
            yield column


def _localised(model: type[Model], name: str) -> Any:
    column = f"{name}_{language()}"
    if language() == FRENCH or not _has(model, column):
        return Coalesce(F(name), Value(""), output_field=TextField())
    return Coalesce(NullIf(F(column), Value("")), F(name), output_field=TextField())


def _has(model: type[Model], path: str) -> bool:
    """Say whether a model, or the one that a path leads to, has this column."""
    *way, name = path.split("__")
    try:
        for step in way:
            model = model._meta.get_field(step).related_model  # type: ignore[assignment]  # a foreign key
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
