"""Charts: the same Vega-Lite specification in pages and in reports, drawn on the server."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

from perpignan.reports import svg, theme
from perpignan.reports.blocks import Figure

VEGA_LITE = "5.20"
A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True)
class Chart:
    """A chart with all that its readers need: sentence, description, table, source."""

    title: str
    description: str
    spec: dict[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""
    is_illustrative: bool = False

    @property
    def svg(self) -> SafeString:
        """Draw for a page: named for screen readers, text in the page's own colour."""
        return render_svg(self.spec, title=str(self.title), description=str(self.description))

    def as_block(self) -> Figure:
        return Figure(
            title=str(self.title),
            description=str(self.description),
            spec=self.spec,
            columns=[str(column) for column in self.columns],
            rows=self.rows,
            source=str(self.source),
            is_illustrative=self.is_illustrative,
        )


def render_svg(spec: dict[str, Any], *, title: str = "", description: str = "") -> SafeString:
    """Draw a specification written by our own code; never pass a user's specification."""
    drawing = draw(spec)
    page = svg.for_page(drawing, title=title, description=description, ink=theme.INK)
    return mark_safe(page)  # noqa: S308 - our own drawing, its texts escaped


def draw(spec: dict[str, Any]) -> str:
    """Draw a specification in the house's look, once: the drawing is kept in a cache."""
    return _drawing(json.dumps(spec, sort_keys=True, default=str))


@lru_cache(maxsize=128)
def _drawing(spec: str) -> str:
    key = hashlib.sha256(f"{_look()}\n{spec}".encode()).hexdigest()
    kept = caches["charts"]
    drawing = kept.get(key)
    if drawing is None:
        drawing = svg.tidy(_convert(spec), font=theme.FONT)
        kept.set(key, drawing, A_MONTH)
    return str(drawing)


@lru_cache(maxsize=1)
def _look() -> str:
    """Say what a drawing depends on besides its specification."""
    parts = [version("vl-convert-python"), VEGA_LITE, theme.CONFIG, theme.NUMBERS, svg.EDITION]
    return json.dumps(parts, sort_keys=True)


def _convert(spec: str) -> str:
    # Half a second and 100 MB that a process showing kept drawings never needs.
    import vl_convert

    return str(
        vl_convert.vegalite_to_svg(
            spec,
            vl_version=VEGA_LITE,
            config=theme.CONFIG,
            format_locale=theme.NUMBERS,
            time_format_locale=theme.DATES,
            allowed_base_urls=[],
        )
    )
