"""Load the study's YAML files: idempotent, whole or not at all, and kind to edits.

Each app registers a `SeedTable` a file. Loading compares every entry with the row of
the same key: it creates what is missing, updates what differs, and leaves alone what
is equal or what a person has changed since (the history tells).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from perpignan.history import is_edited_by_a_person

try:
    from yaml import CSafeLoader as SafeLoader  # libyaml, seven times quicker
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]  # the same one, in Python


class StrictLoader(SafeLoader):
    """YAML's safe loader, which also refuses a field written twice in one entry."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _value in node.value]
        for name in names:
            if names.count(name) > 1:
                message = _("champ écrit deux fois : %s") % name
                raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)
        return super().construct_mapping(node, deep)


class SeedError(Exception):
    """A seed file is broken; the message names the file, the entry and the field."""

    def __init__(self, file: str, entry: str, field_name: str, message: str) -> None:
        super().__init__(f"{file}, {entry}, {field_name} : {message}")


@dataclass
class Row:
    """What a row should be: plain values, and the objects of its many-to-many fields."""

    values: dict[str, Any]
    many: dict[str, list[models.Model]] = field(default_factory=dict)


class Entry:
    """One entry of a YAML list; every read is checked and named in errors."""

    def __init__(self, file: str, label: str, data: Any, context: "SeedContext") -> None:
        self.file, self.label, self.context = file, label, context
        if not isinstance(data, Mapping):
            raise SeedError(file, label, "-", _("une suite de « champ : valeur » est attendue"))
        self._data = dict(data)
        self._read: set[str] = set()

    def fail(self, name: str, message: str) -> SeedError:
        return SeedError(self.file, self.label, name, message)

    def get(self, name: str, default: Any = None) -> Any:
        self._read.add(name)
        return self._data.get(name, default)

    def require(self, name: str) -> Any:
        value = self.get(name)
        if value in (None, ""):
            raise self.fail(name, _("valeur obligatoire absente"))
        return value

    def text(self, name: str, default: str = "") -> str:
        value = self.get(name, default)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.fail(name, _("un texte est attendu"))
        return value.strip()

    def strings(self, name: str) -> list[str]:
        value = self.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(name, _("une liste de textes est attendue"))
        return value

    def children(self, name: str) -> Iterator["Entry"]:
        value = self.get(name) or []
        if not isinstance(value, list):
            raise self.fail(name, _("une liste est attendue"))
        for position, data in enumerate(value, start=1):
            yield Entry(self.file, f"{self.label}, {name} {position}", data, self.context)

    def day(self, name: str) -> date | None:
        value = self.get(name)
        if value is not None and type(value) is not date:
            raise self.fail(name, _("une date AAAA-MM-JJ est attendue"))
        return value

    def one(self, name: str, model: type[models.Model], key: str = "code") -> Any:
        """Return the row that the field names by its key, or None if it is empty."""
        value = self.get(name)
        return None if value in (None, "") else self._find(name, model, key, value)

    def many(self, name: str, model: type[models.Model], key: str = "code") -> list[Any]:
        return [self._find(name, model, key, value) for value in self.strings(name)]

    def _find(self, name: str, model: type[models.Model], key: str, value: Any) -> Any:
        if not isinstance(value, str | int):
            raise self.fail(name, _("une seule clé est attendue"))
        found = self.context.index(model, key).get(value)
        if found is None:
            names = {"value": value, "known": model._meta.verbose_name}
            raise self.fail(name, _("« %(value)s » n'est pas connu (%(known)s)") % names)
        return found

    def check_all_read(self) -> None:
        """Refuse a field that no one reads: most often a spelling mistake."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.fail(unknown[0], _("champ inconnu"))


@dataclass
class SeedContext:
    """What a build function may need: the rows already there, and the start asked for."""

    start: date | None = None
    _indexes: dict[tuple[type[models.Model], str], dict[Any, models.Model]] = field(
        default_factory=dict
    )

    def index(self, model: type[models.Model], key: str) -> dict[Any, models.Model]:
        if (model, key) not in self._indexes:
            rows = model._default_manager.all()
            self._indexes[model, key] = {getattr(row, key): row for row in rows}
        return self._indexes[model, key]

    def forget(self, model: type[models.Model]) -> None:
        for known in [key for key in self._indexes if key[0] is model]:
            del self._indexes[known]

    @cached_property
    def study(self) -> Any:
        from perpignan.study.models import Study  # models import nothing from here

        return Study.objects.get()


@dataclass(frozen=True)
class SeedTable:
    """A list of a YAML file, the model it fills and how an entry becomes rows.

    `key` names the fields that tell a row from another; none for a table of one row.
    """

    file: Path
    section: str
    model: type[models.Model]
    key: tuple[str, ...]
    build: Callable[[Entry, SeedContext], Sequence[Row]]
    order: int


@dataclass(frozen=True)
class SeedStep:
    """Rows of a model that no file lists: made in their turn, once, and counted."""

    model: type[models.Model]
    make: Callable[[], int]
    order: int


@dataclass
class TableReport:
    """What loading did to one table: labels of rows, for people to read."""

    table: SeedTable | SeedStep
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.table.model._meta.verbose_name_plural)


_tables: list[SeedTable | SeedStep] = []


def register(table: SeedTable) -> None:
    if table not in _tables:
        _tables.append(table)


def register_step(step: SeedStep) -> None:
    if step not in _tables:
        _tables.append(step)


def load_all(*, start: date | None = None) -> list[TableReport]:
    """Load every registered table in one transaction. Raise SeedError on a broken file."""
    context = SeedContext(start=start)
    with transaction.atomic():
        return [_load(table, context) for table in sorted(_tables, key=lambda t: t.order)]


def _load(table: SeedTable | SeedStep, context: SeedContext) -> TableReport:
    """Fill a table, trusting the database to refuse what is wrong; then ask why, row by row.

    Validating each row asks the database several times what its own constraints say.
    """
    if isinstance(table, SeedStep):
        return TableReport(table, created=table.make())
    try:
        with transaction.atomic():
            report = _fill(table, context, is_careful=False)
            connection.check_constraints()
            return report
    except IntegrityError:
        return _fill(table, context, is_careful=True)


def _fill(table: SeedTable, context: SeedContext, *, is_careful: bool) -> TableReport:
    report = TableReport(table)
    many = [field.name for field in table.model._meta.many_to_many]
    rows = table.model._default_manager.prefetch_related(*many)
    existing = {_key(row, table.key): row for row in rows}
    seen: set[tuple[Any, ...]] = set()
    for entry in _entries(table, context):
        for row in table.build(entry, context):
            _check_key(table, entry, row, seen)
            _store(table, entry, row, existing, report, is_careful)
        entry.check_all_read()
    context.forget(table.model)
    return report


@lru_cache(maxsize=64)
def _content(file: Path, edition: int) -> Any:
    """Read a file once for all the tables that it fills, until it changes."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506 - a child of the safe loader


def _entries(table: SeedTable, context: SeedContext) -> Iterator[Entry]:
    name = table.file.name
    try:
        content = _content(table.file, table.file.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SeedError(name, "-", "-", " ".join(str(error).split())) from error
    rows = content.get(table.section) if isinstance(content, Mapping) else None
    if not isinstance(rows, list):
        raise SeedError(name, "-", table.section, _("une liste est attendue"))
    for position, data in enumerate(rows, start=1):
        label = _("entrée %(position)d") % {"position": position}
        if isinstance(data, Mapping):
            label = str(data.get("code") or data.get("id") or data.get("key") or label)
        yield Entry(name, label, data, context)


def _key(row: models.Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]  # keys are columns


def _key_of_values(table: SeedTable, row: Row) -> tuple[Any, ...]:
    values = (row.values.get(name) for name in table.key)
    return tuple(value.pk if isinstance(value, models.Model) else value for value in values)


def _check_key(table: SeedTable, entry: Entry, row: Row, seen: set[tuple[Any, ...]]) -> None:
    key = _key_of_values(table, row)
    if key in seen:
        name = "/".join(table.key) or table.section
        raise entry.fail(name, _("cette clé est déjà prise dans le fichier"))
    seen.add(key)


def _store(
    table: SeedTable,
    entry: Entry,
    row: Row,
    existing: dict[tuple[Any, ...], models.Model],
    report: TableReport,
    is_careful: bool,
) -> None:
    _convert(entry, table.model, row)
    instance = existing.get(_key_of_values(table, row))
    if instance is None:
        instance = table.model()
        _write(entry, instance, row, is_careful)
        report.created += 1
    elif not _differs(instance, row):
        report.unchanged += 1
    elif is_edited_by_a_person(instance):
        report.kept.append(str(instance))
    else:
        _write(entry, instance, row, is_careful)
        report.updated += 1


def _convert(entry: Entry, model: type[models.Model], row: Row) -> None:
    """Give each value the type of its column; name the field whose value has another."""
    for name, value in row.values.items():
        column = model._meta.get_field(name)
        if isinstance(column, models.ForeignKey) or not isinstance(column, models.Field):
            continue
        is_text = isinstance(column, models.CharField | models.TextField)
        if is_text and isinstance(value, list | dict | bool):
            raise entry.fail(name, _("un texte est attendu"))
        try:
            row.values[name] = column.to_python(value)
        except ValidationError as error:
            raise entry.fail(name, " ".join(error.messages)) from error


def _differs(instance: models.Model, row: Row) -> bool:
    if any(_held(instance, name) != _plain(value) for name, value in row.values.items()):
        return True
    return any(
        {item.pk for item in getattr(instance, name).all()} != {item.pk for item in wanted}
        for name, wanted in row.many.items()
    )


def _held(instance: models.Model, name: str) -> Any:
    """Read a column as it is stored: the key of a related row, not the row."""
    column = instance._meta.get_field(name)
    return getattr(instance, column.attname if isinstance(column, models.Field) else name)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _write(entry: Entry, instance: models.Model, row: Row, is_careful: bool) -> None:
    for name, value in row.values.items():
        setattr(instance, name, value)
    known = [name for name, value in row.values.items() if isinstance(value, models.Model)]
    try:
        instance.full_clean(
            exclude=None if is_careful else known,
            validate_unique=is_careful,
            validate_constraints=is_careful,
        )
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        shown = "-" if name == NON_FIELD_ERRORS else name
        raise entry.fail(shown, " ".join(messages)) from error
    instance.save()
    for name, items in row.many.items():
        getattr(instance, name).set(items)
