"""A label to hang on what is broken: whoever walks past reads that it is known, and follows it."""

import json
from pathlib import Path
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.streets import public
from tandem.streets.models import Report
from tandem.toolbox import typesetting
from tandem.toolbox.telephone import readable

TEMPLATE = Path(__file__).with_name("label.typ")


def pdf(report: Report) -> bytes:
    """In each language that the commune owes its people; of whoever told it, nothing."""
    spoken = dict(settings.LANGUAGES)
    owed = [one for one in report.territory.required_languages if one in spoken]
    page = urljoin(settings.SITE_URL, public.page_of(report))
    said, titles = [], []
    for language in owed or [public.language_of(report.territory)]:
        with override(language):
            titles.append(_("This was reported"))
            said.append({"language": language, "lines": _lines(report)})
    with override(owed[0] if owed else public.language_of(report.territory)):
        what = str(public.Names().kind(report).label)
    label = {
        "title": " · ".join(titles),
        "sign": report.shown_sign,
        "code": segno.make(page, error="m").svg_inline(border=2),
        "page": page,
        "said": said,
        "what": what,
        "from": str(report.organisation),
    }
    inputs = {"label": json.dumps(label, ensure_ascii=False)}
    try:
        return typesetting.pdf(TEMPLATE, inputs)
    except typesetting.Refused:
        # A sign no font here knows: the label must be printed all the same.
        return typesetting.pdf(TEMPLATE, inputs, accessible=False)


def _lines(report: Report) -> list[str]:
    lines = [_("With this number you follow it on the website, or scan the code.")]
    if settings.SMS_NUMBER:
        lines.append(_("By text message: send it to %(number)s.") % {"number": settings.SMS_NUMBER})
    if telephone := report.organisation.telephone:
        lines.append(_("By telephone: %(number)s.") % {"number": readable(telephone)})
    return lines
