"""The colours of the one stylesheet are legible, in light and in dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = Path(settings.BASE_DIR) / "perpignan/static/perpignan/css/portal.css"
TEXTS = ["ink", "muted", "link", "link-strong", "p1", "p2", "p3", "t", "bad"]
GROUNDS = ["ground", "surface", "sunk"]
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((name, f"{name}-soft") for name in ("p1", "p2", "p3", "t", "bad")),
    ("link", "bad-soft"),
    *(("ink", f"{name}-soft") for name in ("p1", "p2", "p3", "t", "bad")),
    ("button-ink", "button"),
    ("button-ink", "button-strong"),
    ("band-ink", "band"),
    ("band-soft", "band"),
]
THEMES = ["light", "dark"]


def tokens(theme: str) -> dict[str, str]:
    """Read the custom properties; the dark ones replace the light ones."""
    blocks = re.findall(r":root \{(.*?)\}", SHEET.read_text(), flags=re.DOTALL)
    found: dict[str, str] = {}
    for block in blocks[: 1 + THEMES.index(theme)]:
        found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme, text, ground):
    colours = tokens(theme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["edge", "focus", "button"])
def test_edges_of_controls_stand_out(theme, ground, edge):
    colours = tokens(theme)

    assert contrast(colours[edge], colours[ground]) >= 3


def test_stylesheet_stays_light_and_calls_no_other_site():
    text = SHEET.read_text()

    assert len(text.encode()) < 30_000
    assert "http" not in text.replace('a[href^="http"]', "")
    assert "@import" not in text
