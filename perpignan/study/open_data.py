"""Open data: each phase registers its public data sets with what each column means.

A data set is told by its columns; it is given as CSV and as JSON by one view, and listed
with its licence in a page and in a DCAT catalogue.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perpignan.history import event_model_of

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
EXTENSIONS = ("csv", "json")


class Column(NamedTuple):
    """A column: its name, what it means, how it is read from a row."""

    name: str
    meaning: str | Promise
    read: Callable[[Any], Any]


def address_column(meaning: str | Promise) -> Column:
    """Give the whole address of the page of each row."""
    return Column("url", meaning, lambda row: settings.SITE_URL + row.get_absolute_url())


def illustrative_column() -> Column:
    """Say of each row whether it is made up: data travel without their page."""
    meaning = _("1 pour un contenu inventé de la démonstration, sinon 0")
    return Column("is_illustrative", meaning, lambda row: int(row.is_illustrative))


class Address(NamedTuple):
    """Another door to the same data: a file of a national schema, the API."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class Dataset:
    """A public data set: `rows()` gives what everyone may read, whoever asks."""

    code: str
    title: str | Promise
    what: str | Promise
    order: int
    columns: Sequence[Column]
    rows: Callable[[], Iterable[Any]]
    model: Any = None
    also: Callable[[], Sequence[Address]] = field(default=tuple)
    licence: str = LICENCE
    licence_url: str = LICENCE_URL

    @property
    def files(self) -> list[tuple[str, str]]:
        return [
            (extension, reverse("study:dataset", args=[self.code, extension]))
            for extension in EXTENSIONS
        ]

    @property
    def other_doors(self) -> Sequence[Address]:
        return self.also()

    @property
    def dictionary(self) -> dict[str, str]:
        return {column.name: str(column.meaning) for column in self.columns}

    def table(self) -> Iterator[dict[str, Any]]:
        """Read the whole set, a mapping a row."""
        for row in self.rows():
            yield {column.name: column.read(row) for column in self.columns}

    def changed_on(self) -> datetime.date | None:
        """Tell the day of the last change that the history of its noun knows."""
        events: Any = event_model_of(self.model) if self.model else None
        newest = events.objects.order_by("-pgh_id").first() if events else None
        return newest.pgh_created_at.date() if newest else None


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Let a data set be downloaded. Raise ValueError if its code is taken."""
    if dataset.code in _datasets:
        raise ValueError(f"{dataset.code} is already open data.")
    _datasets[dataset.code] = dataset


def datasets() -> list[Dataset]:
    return sorted(_datasets.values(), key=lambda item: item.order)


def dataset_called(code: str) -> Dataset | None:
    return _datasets.get(code)
