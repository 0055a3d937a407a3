"""Drawings for office files: a vector for those that read it, a picture for the others."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from perpignan.reports.typst_worker import FONT_PACKAGE

SCALE = 2
FAMILIES = re.compile(r'font-family="[^"]*"')
SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


def picture(drawing: str) -> bytes:
    """Turn one of our own drawings into a PNG, twice as fine as a screen."""
    # With a list that holds fonts it does not have, the converter writes no text at all.
    named = FAMILIES.sub('font-family="Source Sans Pro, sans-serif"', drawing)
    return bytes(_converter().svg_to_png(named, scale=SCALE))


def size_of(drawing: str) -> tuple[float, float]:
    """Read the width and the height of a drawing, in pixels."""
    found = SIZE.search(drawing)
    return (float(found[1]), float(found[2])) if found else (560.0, 280.0)


@lru_cache(maxsize=1)
def _converter() -> Any:
    # Half a second and 100 MB: only in the process that makes office files.
    import vl_convert

    package = find_spec(FONT_PACKAGE)
    for place in (package.submodule_search_locations or []) if package else []:
        vl_convert.register_font_directory(str(Path(place) / "files"))
    return vl_convert
