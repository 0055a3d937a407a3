"""The watermark of a working document, behind the text of each page."""

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SHAPE = """<w:r {namespaces} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt=""
 style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:70pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin"
 fillcolor="#e9d9d3" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:Georgia;font-size:1pt" string={text}/></v:shape></w:pict></w:r>"""


def add_watermark(document: Any, text: str) -> None:
    """Write a few pale words across each page, by the header that all pages share."""
    shape = SHAPE.format(namespaces=nsdecls("w"), text=quoteattr(text))
    for section in document.sections:
        section.header.paragraphs[0]._p.append(parse_xml(shape))
