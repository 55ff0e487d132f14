"""The same answer in JSON and in XML, in the shapes of GeoReport v2."""

import json
import re
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator

Value = object
JSON, XML = "json", "xml"
FORMATS = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
ONE_OF = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
"""What stands in a list, by the list's name: XML names both."""
NONE: "AttributesImpl[str]" = AttributesImpl({})
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""What XML cannot hold, however it is written."""


def response(root: str, data: Value, written: str, *, status: int = 200) -> HttpResponse:
    content = as_xml(root, data) if written == XML else as_json(data)
    return HttpResponse(content, content_type=FORMATS[written], status=status)


def as_json(data: Value) -> str:
    return json.dumps(data, ensure_ascii=False)


def as_xml(root: str, data: Value) -> str:
    out = StringIO()
    pen = SimplerXMLGenerator(out, "utf-8")
    pen.startDocument()
    _write(pen, root, data)
    pen.endDocument()
    return out.getvalue()


def _write(pen: SimplerXMLGenerator, name: str, value: Value) -> None:
    pen.startElement(name, NONE)
    if isinstance(value, dict):
        for one, held in value.items():
            _write(pen, one, held)
    elif isinstance(value, list):
        for held in value:
            _write(pen, ONE_OF[name], held)
    else:
        pen.characters(_text(value))
    pen.endElement(name)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else NO_TEXT.sub("", str(value))
