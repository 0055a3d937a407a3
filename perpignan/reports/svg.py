"""Make a drawing fit for a page: no style attributes, its own ids, a name and a text.

Only for drawings that our own code made with vl-convert: never for a file that
someone sent.
"""

import hashlib
import re
from xml.etree import ElementTree  # the drawings are our own

#: To be raised when `tidy` changes: kept drawings of an earlier edition are drawn anew.
EDITION = 3
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
DEFAULTS = {"opacity": "1", "stroke-width": "1", "stroke-opacity": "1", "text-anchor": "start"}
ZEROS = ("x1", "x2", "y1", "y2")
#: What an element takes from the group around it: said once there, when all agree.
INHERITED = (
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
    *("font-size", "font-weight", "font-style", "text-anchor"),
)
EMPTY_PATHS = {"", "M0,0h0v0h0Z"}
FLAT = re.compile(r"M[\d.,-]+h0v[\d.-]+h-?0Z")
DECIMALS = re.compile(r"\d*\.\d+")
DISC = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
MOVE = re.compile(r"translate\(([\d.-]+)(?:,([\d.-]+))?\)")
STEP = re.compile(r"([ML])(-?[\d.]+,-?[\d.]+)|([hv]-?[\d.]+|Z)")
#: Where each shape says its place; others are moved by their transform.
PLACES = {"circle": ("cx", "cy"), "text": ("x", "y")}
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
                element.set(name, DECIMALS.sub(_round, element.attrib[name]))
        _say_it_shorter(element)
    _drop_what_is_not_seen(root)
    _merge_marks(root)
    _merge_groups(root)
    root.set("font-family", font)
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


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
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _forget_defaults(element: ElementTree.Element, defaults: dict[str, str]) -> None:
    for name, value in defaults.items():
        if element.get(name) == value:
            del element.attrib[name]


def _turn_style_into_attributes(element: ElementTree.Element) -> None:
    for rule in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name in PRESENTATION and value:
            element.set(name, value)


def _round(number: re.Match[str]) -> str:
    """Keep tenths of a pixel: the eye sees no more."""
    return f"{float(number[0]):.1f}".rstrip("0").rstrip(".")


def _say_it_shorter(element: ElementTree.Element) -> None:
    """Leave out what changes nothing, and call a disc a disc."""
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]
    for name in ZEROS:
        if element.get(name) == "0":
            del element.attrib[name]
    if element.tag == f"{{{SVG}}}path":
        if "stroke" not in element.attrib:
            element.attrib.pop("stroke-width", None)
        if disc := DISC.fullmatch(element.get("d", "")):
            element.tag = f"{{{SVG}}}circle"
            del element.attrib["d"]
            element.set("r", disc[1])
    _place(element)


def _place(element: ElementTree.Element) -> None:
    """Say where a shape is by its own coordinates, which are shorter than a move."""
    names = PLACES.get(element.tag.removeprefix(f"{{{SVG}}}"))
    move = MOVE.fullmatch(element.get("transform", ""))
    if names is None or move is None or set(names) & set(element.attrib):
        return
    del element.attrib["transform"]
    for name, value in zip(names, move.groups("0"), strict=True):
        if float(value):
            element.set(name, value)


def _merge_marks(parent: ElementTree.Element) -> None:
    """Draw the marks of one look in one path: those of a series, the bars of a colour.

    Marks of one chart are solid and stand apart, or cover exactly what they cover: only
    neighbours that nothing translucent tells apart are joined.
    """
    for child in parent:
        _merge_marks(child)
    first_of: dict[tuple[tuple[str, str], ...], ElementTree.Element] = {}
    for mark in list(parent):
        shape = _moved(mark)
        if shape is None:
            continue
        look = tuple(sorted(set(mark.attrib.items()) - {("d", mark.get("d", ""))}))
        look = tuple(item for item in look if item[0] != "transform")
        if look not in first_of:
            first_of[look] = mark
            continue
        first = first_of[look]
        first.set("d", f"{_moved(first)}{shape}")
        first.attrib.pop("transform", None)
        parent.remove(mark)


def _moved(mark: ElementTree.Element) -> str | None:
    """Give the path of a solid mark where it stands; None if it is not one to be joined."""
    is_solid = not {"opacity", "fill-opacity", "clip-path"} & set(mark.attrib)
    if mark.tag != f"{{{SVG}}}path" or "fill" not in mark.attrib or not is_solid:
        return None
    drawn, move = mark.get("d", ""), MOVE.fullmatch(mark.get("transform", "translate(0)"))
    if move is None or STEP.sub("", drawn):
        return None
    right, down = (float(value) for value in move.groups("0"))
    return STEP.sub(lambda step: _step(step, right, down), drawn)


def _step(step: re.Match[str], right: float, down: float) -> str:
    """Move a step of a path: only those that name a point are."""
    letter, point, other = step.groups()
    if other:
        return str(other)
    x, y = (float(number) for number in point.split(","))
    return f"{letter}{_short(x + right)},{_short(y + down)}"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _merge_groups(parent: ElementTree.Element) -> None:
    """Say once, on the group, what its parts have in common; drop groups that say nothing."""
    for child in list(parent):
        if child.tag != f"{{{SVG}}}g":
            continue
        _merge_groups(child)
        _lift_what_is_shared(child)
        if not child.attrib:
            _unwrap(parent, child)
        elif len(child) == 1:
            _absorb_only_part(child)


def _lift_what_is_shared(group: ElementTree.Element) -> None:
    for name in INHERITED:
        values = {part.get(name) for part in group}
        if len(group) > 1 and len(values) == 1 and (value := values.pop()):
            group.set(name, value)
            for part in group:
                del part.attrib[name]


def _absorb_only_part(group: ElementTree.Element) -> None:
    """Make one group of two, one inside the other, that do not speak of the same things."""
    part = group[0]
    if part.tag != group.tag or set(part.attrib) & set(group.attrib) or "opacity" in part.attrib:
        return
    if {"transform", "clip-path"} & set(part.attrib):
        return
    group.attrib.update(part.attrib)
    group[:] = list(part)


def _unwrap(parent: ElementTree.Element, group: ElementTree.Element) -> None:
    place = list(parent).index(group)
    parent[place : place + 1] = list(group)


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
        shape = element.get("d", "")
        return not is_painted or shape in EMPTY_PATHS or bool(FLAT.fullmatch(shape))
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
