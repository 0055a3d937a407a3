"""Charts: the same Vega-Lite specification in pages and in reports, drawn on the server."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert
from django.utils.safestring import SafeString, mark_safe

from perpignan.reports.blocks import Figure

VEGA_LITE = "5.20"


@dataclass(frozen=True)
class Chart:
    """A chart with all that its readers need: sentence, description, table, source."""

    title: str
    description: str
    spec: dict[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""

    @property
    def svg(self) -> SafeString:
        return render_svg(self.spec)

    def as_block(self) -> Figure:
        return Figure(self.title, self.description, self.spec, self.columns, self.rows, self.source)


def render_svg(spec: dict[str, Any]) -> SafeString:
    """Draw a specification written by our own code; never pass a user's specification."""
    return mark_safe(_render(json.dumps(spec, sort_keys=True)))  # noqa: S308 - our own drawing


@lru_cache(maxsize=256)
def _render(spec: str) -> str:
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
