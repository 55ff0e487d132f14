"""Why two reports look alike, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engines.triage import Reason


def alike_because(reasons: Iterable[Reason]) -> str:
    """“the same category, 20 metres apart, told on the same day”."""
    return ", ".join(filter(None, map(_said, reasons)))


def as_she_typed(reasons: Iterable[Reason], *, exact: bool) -> str:
    """What it has in common with what she typed, and so nothing that she did not know. Of what may
    tell of a household (not `exact`) no house number is matched: whoever tries them all would find it.
    """
    return ", ".join(filter(None, (_typed(reason, exact=exact) for reason in reasons)))


def _typed(reason: Reason, *, exact: bool) -> str:
    match reason.code:
        case "same_pole":
            return _("the number that you typed is on it")
        case "house_numbers_apart" if exact and not reason.facts["numbers"]:
            return _("same street and number as yours")
        case "house_numbers_apart" if exact:
            return _("same street as yours, number near")
        case "house_numbers_apart" | "same_street":
            return _("same street as yours")
        case "same_landmark":
            return _("near the same thing as yours")
        case "metres_apart" if exact:
            return _("near the point that you gave")
    return ""


def _said(reason: Reason) -> str:
    facts = reason.facts
    match reason.code:
        case "same_pole":
            return _("the same number on it")
        case "metres_apart":
            return _apart(facts["metres"])
        case "house_numbers_apart" if not facts["numbers"]:
            return _("the same house number")
        case "house_numbers_apart":
            return _("the same street, house numbers close by")
        case "same_street":
            return _("the same street")
        case "same_landmark":
            return _("the same thing stands near it")
        case "same_category":
            return _("the same category")
        case "kindred_category":
            return _("a category that people take for it")
        case "days_apart":
            return _days(facts["days"])
    return ""


def _apart(metres: object) -> str:
    if not metres:
        return _("the very same place")
    said = ngettext("%(metres)s metre apart", "%(metres)s metres apart", int(str(metres)))
    return said % {"metres": metres}


def _days(days: object) -> str:
    if not days:
        return _("told on the same day")
    said = ngettext("told %(days)s day apart", "told %(days)s days apart", int(str(days)))
    return said % {"days": days}
