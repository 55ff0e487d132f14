"""The log of who looked, as pages to be read: each line with the number by which she objects."""

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.mine.own_pages import Line, Pages, Section
from tandem.people.models import Person
from tandem.people.sameness import joined_records
from tandem.people.who_looked import Seen, seen_by_others
from tandem.ui.formats import day, day_time


def as_pages(person: Person) -> Pages:
    """Newest first, in the language in force."""
    seen = seen_by_others(joined_records(person))
    title = _("Who looked at your data")
    lead = [
        _("%(organisation)s tells you who looked. Made on %(day)s.")
        % {"organisation": str(person.organisation), "day": day(timezone.localdate())},
        _(
            "You do not see why somebody looked? Object to it: say its number, by telephone, at the "
            "desk, by letter or on the website. We owe you an answer with reasons."
        ),
    ]
    if not seen:
        lead.append(_("Nobody but you has looked at your data yet."))
    lines = [Line(heading(one), facts(one)) for one in seen]
    return Pages(title, lead, [Section("", lines)] if lines else [], large=person.large_print)


def heading(one: Seen) -> str:
    return _("Number %(number)s, on %(when)s") % {
        "number": one.number,
        "when": day_time(one.entry.at),
    }


def facts(one: Seen) -> list[tuple[str, str]]:
    told = [
        (_("Who"), one.who),
        (_("What"), one.what),
        (_("What for"), one.why),
        (_("By"), one.door),
    ]
    return [(label, said) for label, said in told if said]
