"""Keep a drawing as a vector beside its picture: recent office programs show the vector."""

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
VECTOR = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
#: The name that the format gives to the extension that holds an SVG.
EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_vector(document: Any, shape: Any, drawing: str) -> None:
    """Add one of our own drawings to the picture that stands for it."""
    package = document.part.package
    name = package.next_partname("/word/media/drawing%d.svg")
    part = Part(PackURI(str(name)), "image/svg+xml", drawing.encode(), package)
    relation = document.part.relate_to(part, IMAGE)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    extensions = etree.SubElement(blip, f"{{{MAIN}}}extLst")
    extension = etree.SubElement(extensions, f"{{{MAIN}}}ext", uri=EXTENSION)
    vector = etree.SubElement(extension, f"{{{VECTOR}}}svgBlip", nsmap={"asvg": VECTOR})
    vector.set(f"{{{RELATIONS}}}embed", relation)
