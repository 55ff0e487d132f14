"""Who asks, as a colleague has to know it before she reaches her."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tandem.cases.access import Opened
from tandem.cases.models import Case
from tandem.outbox.queries import came_back
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.sameness import care_for
from tandem.toolbox.telephone import readable
from tandem.toolbox.texts import Text
from tandem.ui.formats import day, locale

Fact = tuple[str, str]


def who(opened: Opened) -> list[Fact]:
    """Name and contact, what must be known first standing first; empty where nobody is named."""
    person, identity = opened.case.person, opened.who
    if person is None or person.erased_at is not None:
        return []
    return facts_of(person, identity)


def facts_of(person: Person, identity: Identity) -> list[Fact]:
    """What a colleague has to know of somebody whom she may reach."""
    care_of = f"c/o {identity.care_of}" if identity.care_of else ""
    place = ", ".join(
        filter(None, [care_of, identity.street, identity.postal_code, identity.locality])
    )
    facts = [
        (pgettext("of a person", "Name"), identity.full_name),
        (_("Before you reach this person"), identity.safe_contact),
        (_("Wishes to be reached"), str(Channel(person.channel).label)),
        (_("Telephone number"), readable(identity.phone) if identity.phone else ""),
        (_("E-mail address"), identity.email),
        (_("E-mail comes back"), _came_back(person, identity.email)),
        (
            _("Address"),
            place or (_("Protected: it opens with a second colleague") if person.protected else ""),
        ),
        (_("How to find it"), identity.notes),
        (_("Language"), _languages(person)),
        (_("Reads and hears best"), ", ".join(map(str, _ways(person)))),
    ]
    return [(label, said) for label, said in facts if said]


def _came_back(person: Person, email: str) -> str:
    """Beside the way she wished: whoever promises an e-mail would promise too much."""
    told = came_back(person, email)
    if told is None:
        return ""
    if told.way is None:
        return _("E-mail to this address came back on %(date)s.") % {"date": day(told.on)}
    return _("E-mail to this address came back on %(date)s. Our messages go now: %(way)s.") % {
        "date": day(told.on),
        "way": told.way.label,
    }


def warnings(case: Case) -> list[str]:
    """What could put somebody in danger if it were overlooked."""
    if case.person is None:
        return []
    care = care_for([case.person])[case.person.pk]
    said = {
        _("Never write to this address: somebody there must not know."): care.never_write,
        _("Speak to this person only. Leave no message."): care.never_leave_word,
        _(
            "This is perhaps somebody who asked us to be careful: we only call, until you decide "
            "whether it is the same person."
        ): care.perhaps,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _languages(person: Person) -> str:
    named = locale().languages
    spoken = dict.fromkeys([person.language, *person.other_languages])
    return ", ".join(named.get(code, code) for code in spoken)


def _ways(person: Person) -> list[Text]:
    ways = {
        _("in large print"): person.large_print,
        _("in easy words"): person.easy_words,
        _("read aloud"): person.read_aloud,
        _("with an interpreter"): person.interpreter,
    }
    return [way for way, wished in ways.items() if wished]
