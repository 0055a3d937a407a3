"""Make a drawing fit for a page: no style attributes, its own ids, a name and a text.

Only for drawings that our own code made with vl-convert: never for a file that
someone sent.
"""

import hashlib
import re
from xml.etree import ElementTree  # the drawings are our own

SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)

#: What a style may say as an attribute; the rest of it is dropped.
PRESENTATION = {
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
    *("opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor"),
    *("clip-path", "display"),
}
#: The whole drawing is one image with a text of ours: the English of its parts goes.
NOISE = ("aria-", "role", "class", "pointer-events", "style", "version")
DEFAULTS = {"opacity": "1", "stroke-width": "1", "stroke-opacity": "1"}
EMPTY_PATHS = {"", "M0,0h0v0h0Z"}
DECIMALS = re.compile(r"(\d+\.\d{2})\d+")
REFERENCE = re.compile(r"url\(#([^)]+)\)")


def tidy(drawing: str, *, font: str) -> str:
    """Shorten a drawing: round its numbers, drop what neither eye nor ear gets.

    The font that all its texts share is said once, at the top.
    """
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    for element in root.iter():
        _forget_defaults(element, {**DEFAULTS, "font-family": font})
        _turn_style_into_attributes(element)
        for name in [name for name in element.attrib if name.startswith(NOISE)]:
            del element.attrib[name]
        for name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2"):
            if name in element.attrib:
                element.set(name, DECIMALS.sub(r"\1", element.attrib[name]))
    _drop_what_is_not_seen(root)
    root.set("font-family", font)
    return ElementTree.tostring(root, encoding="unicode")


def for_page(drawing: str, *, title: str, description: str, ink: str) -> str:
    """Name the drawing for screen readers, and let its text follow the page's colour."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    root.attrib.pop("font-family", None)
    key = hashlib.sha256(f"{title}\n{drawing}".encode()).hexdigest()[:10]
    _make_ids_its_own(root, key)
    for element in root.iter():
        for name in ("fill", "stroke"):
            if element.get(name, "").lower() == ink.lower():
                element.set(name, "currentColor")
    _name(root, key, title, description)
    return ElementTree.tostring(root, encoding="unicode")


def _forget_defaults(element: ElementTree.Element, defaults: dict[str, str]) -> None:
    for name, value in defaults.items():
        if element.get(name) == value:
            del element.attrib[name]


def _turn_style_into_attributes(element: ElementTree.Element) -> None:
    for rule in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name in PRESENTATION and value:
            element.set(name, value)


def _drop_what_is_not_seen(parent: ElementTree.Element) -> None:
    for child in list(parent):
        if child.tag == f"{{{SVG}}}defs":  # what clips is not painted
            continue
        _drop_what_is_not_seen(child)
        if _is_invisible(child):
            parent.remove(child)


def _is_invisible(element: ElementTree.Element) -> bool:
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    if tag == "path":
        is_painted = "fill" in element.attrib or "stroke" in element.attrib
        return not is_painted or element.get("d", "") in EMPTY_PATHS
    return tag == "g" and len(element) == 0


def _make_ids_its_own(root: ElementTree.Element, key: str) -> None:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"c{key}-{value}")
            elif name.endswith("href") and value.startswith("#"):
                element.set(name, f"#c{key}-{value[1:]}")
            else:
                element.set(name, REFERENCE.sub(rf"url(#c{key}-\1)", value))


def _name(root: ElementTree.Element, key: str, title: str, description: str) -> None:
    root.set("role", "img")
    root.set("focusable", "false")
    labels = {"title": title, "desc": description}
    present = {tag: text for tag, text in labels.items() if text}
    if present:
        root.set("aria-labelledby", " ".join(f"c{key}-{tag}" for tag in present))
    for position, (tag, text) in enumerate(present.items()):
        label = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"c{key}-{tag}"})
        label.text = text
        root.insert(position, label)
