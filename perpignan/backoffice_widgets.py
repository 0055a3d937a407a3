"""How a cell of an imported table becomes a value, and a value a cell again.

Every refusal is a ValueError in French: the import shows it beside its line and field.
"""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from import_export import widgets

from perpignan.tabular import TableError, parse_number

#: What names a row in a file: the first of these that its model has.
NATURAL_KEYS = ("key", "code", "name")
#: Between the keys of several linked rows in one cell.
SEPARATOR = ";"


def plain(text: Any) -> str:
    """Reduce a title or a label to what people agree on: no case, accents or signs."""
    bare = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


class TextWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class NumberWidget(widgets.Widget):
    """A number written the French way or the English one; a blank is no number."""

    def __init__(self, *, is_whole: bool = False) -> None:
        super().__init__()
        self.is_whole = is_whole

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | int | None:
        try:
            number = parse_number(str(value))
        except TableError as error:
            raise ValueError(_("« %(text)s » n'est pas un nombre.") % {"text": value}) from error
        if number is None or not self.is_whole:
            return number
        if number != number.to_integral_value():
            raise ValueError(_("« %(text)s » n'est pas un nombre entier.") % {"text": value})
        return int(number)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class BooleanWidget(widgets.Widget):
    WORDS = {"oui": True, "vrai": True, "true": True, "1": True, "x": True}
    WORDS |= {"non": False, "faux": False, "false": False, "0": False, "": False}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        word = plain(value)
        if word not in self.WORDS:
            raise ValueError(_("« %(text)s » : répondez par oui ou par non.") % {"text": value})
        return self.WORDS[word]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "oui" if value else "non"


class ChoiceWidget(widgets.Widget):
    """A choice by its stored value or its French label; the label is written out."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]) -> None:
        super().__init__()
        with translation.override("fr"):
            self.labels = {value: str(label) for value, label in choices if value != ""}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = "" if value is None else str(value).strip()
        if text in self.labels or not text:
            return text
        word = plain(text)
        for stored, label in self.labels.items():
            if word in (plain(stored), plain(label)):
                return stored
        known = ", ".join(self.labels.values())
        raise ValueError(
            _("« %(text)s » n'est pas admis. Valeurs admises : %(known)s.")
            % {"text": text, "known": known}
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "" if value is None else str(value))


class Keys:
    """The rows of a linked model by their natural key, read once an import."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        names = {field.name for field in model._meta.get_fields()}
        # A noun may bear the code of another: a sheet answers to the code of its action.
        self.field = next((name for name in NATURAL_KEYS if name in names), "code")

    @cached_property
    def rows(self) -> dict[str, models.Model]:
        found = self.model._default_manager.all()
        return {self.of(row): row for row in found}

    def of(self, row: models.Model) -> str:
        return str(getattr(row, self.field))

    def find(self, key: str) -> models.Model:
        if key not in self.rows:
            noun = self.model._meta.verbose_name
            raise ValueError(
                _("« %(key)s » n'est pas connu (%(noun)s).") % {"key": key, "noun": noun}
            )
        return self.rows[key]


class LinkWidget(widgets.Widget):
    """A linked row by its natural key."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.keys = Keys(model)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> models.Model | None:
        key = "" if value is None else str(value).strip()
        return self.keys.find(key) if key else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else self.keys.of(value)


class LinksWidget(widgets.ManyToManyWidget):
    """Several linked rows by their natural keys, as in `P1;P3`."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(model, separator=SEPARATOR)
        self.keys = Keys(model)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[models.Model]:
        text = "" if value is None else str(value).replace(",", SEPARATOR)
        keys = dict.fromkeys(key.strip() for key in text.split(SEPARATOR))
        return [self.keys.find(key) for key in keys if key]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        linked = [] if value is None else value.all()
        return SEPARATOR.join(sorted(self.keys.of(row) for row in linked))


def widget_for(field: Any) -> widgets.Widget:
    """Choose how a column of a model is read and written."""
    if field.many_to_many:
        return LinksWidget(field.related_model)
    if field.is_relation:
        return LinkWidget(field.related_model)
    if field.choices:
        return ChoiceWidget(field.choices)
    if isinstance(field, models.BooleanField):
        return BooleanWidget()
    if isinstance(field, models.IntegerField):
        return NumberWidget(is_whole=True)
    if isinstance(field, models.DecimalField):
        return NumberWidget()
    if isinstance(field, models.DateTimeField):
        return widgets.DateTimeWidget(format="%Y-%m-%d %H:%M:%S")
    if isinstance(field, models.DateField):
        return widgets.DateWidget(format="%Y-%m-%d")
    return TextWidget()
