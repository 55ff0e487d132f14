"""What this floor, and those below it, keep of a person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.accounts.kinds_of_device import in_words
from tandem.accounts.models import (
    AccessChange,
    Account,
    CodeApp,
    CodeAsked,
    Hindrance,
    Passkey,
    Provider,
    RescueCode,
    Session,
    WayIn,
)
from tandem.accounts.ways.actions import hint_of
from tandem.journal import words
from tandem.journal.choices import Purpose
from tandem.journal.models import Entry, Seal
from tandem.people.flags import words_of
from tandem.people.gathering import Apart, Opens, Piece, leave_out, register
from tandem.people.identity import Identity as Who
from tandem.people.models import (
    Exclusion,
    Flag,
    Identity,
    Likeness,
    LooseKey,
    Opening,
    Person,
    PersonKey,
    TerritoryKey,
    ThingKey,
    Tie,
    Trace,
)
from tandem.people.openings import reason_of
from tandem.people.reveal import reveal_records
from tandem.people.who_looked import entries_about, looker
from tandem.territory.models import Invitation, Membership, Recovery, Signpost
from tandem.toolbox.texts import Text

NAMES: dict[str, Text] = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "born_on": _("Date of birth"),
    "email": _("E-mail address"),
    "phone": _("Telephone number"),
    "care_of": _("Name on the letter box"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "locality": _("Place"),
    "safe_contact": _("What must be known before you are contacted"),
    "notes": _("Notes"),
}


def _keys(records: list[Person]) -> list[int]:
    return [record.pk for record in records]


def _with_who(records: list[Person]) -> Iterator[Any]:
    """Each sealed row, and who it says she is: after a look, as every reading of it."""
    known = reveal_records(records, Purpose.OWN_DATA)
    row: Any
    for row in Identity.objects.filter(person__in=_keys(records)).order_by("pk"):
        row.who = known.get(row.person_id, Who())
        yield row


def _part(name: str) -> Opens:
    if name == "born_on":
        return lambda row: row.who.birthday
    return lambda row: str(getattr(row.who, name))


register(
    Piece(
        model=Person,
        title=_("How you are known and reached"),
        of=lambda records: Person.objects.filter(pk__in=_keys(records)).order_by("pk"),
        tells={
            "language": _("Language"),
            "other_languages": _("Other languages"),
            "channel": _("How you are reached"),
            "postal_code": _("Postal code"),
            "large_print": _("In large print"),
            "easy_words": _("In easy words"),
            "read_aloud": _("Read aloud to you"),
            "interpreter": _("With an interpreter"),
            "never_write": _("No letter to your address"),
            "never_leave_word": _("Spoken with you only"),
            "careful": _("You said how to be careful"),
            "protected": _("Your address is protected"),
            "no_broadcasts": _("No messages that go to many people"),
            "limited_at": _("Left alone since"),
            "registered_at": _("Known since"),
        },
        opens={"organisation": (_("Kept by"), lambda row: str(row.organisation))},
        inner=frozenset({"merged_into", "erased_at"}),
    )
)
register(
    Piece(
        model=Identity,
        title=_("Who you are"),
        of=_with_who,
        tells={"changed_at": _("Last changed")},
        opens={f"sealed.{name}": (label, _part(name)) for name, label in NAMES.items()},
    )
)
register(
    Piece(
        model=Account,
        title=_("Your account"),
        of=lambda records: Account.objects.filter(persons__in=_keys(records)).distinct(),
        tells={
            "email": _("E-mail address"),
            "language": _("Language"),
            "made_at": _("Made on"),
            "last_login": _("Last signed in"),
            "is_active": _("In use"),
        },
        inner=frozenset({"password"}),
    )
)
register(
    Piece(
        model=Session,
        title=_("Where you are signed in"),
        of=lambda records: Session.objects.filter(account__persons__in=_keys(records)),
        tells={
            "began_at": _("Since"),
            "seen_at": _("Last used"),
            "expire_date": _("Ends at the latest on"),
        },
        opens={"device": (_("Device"), lambda row: str(in_words(row.device)))},
        inner=frozenset({"session_key", "session_data"}),
    )
)
register(
    Piece(
        model=CodeApp,
        title=_("An app with codes to sign in"),
        of=lambda records: CodeApp.objects.filter(account__persons__in=_keys(records)),
        tells={"made_at": _("Since")},
        inner=frozenset({"sealed", "last_step"}),
    )
)
register(
    Piece(
        model=Passkey,
        title=_("Passkeys to sign in"),
        of=lambda records: Passkey.objects.filter(account__persons__in=_keys(records)),
        tells={
            "made_at": _("Since"),
            "opens_at": _("Opens everything from"),
            "used_at": _("Last used"),
        },
        opens={"device": (_("Device"), lambda row: str(in_words(row.device)))},
        inner=frozenset({"number", "credential", "count"}),
    )
)
register(
    Piece(
        model=WayIn,
        title=_("Addresses and numbers to sign in"),
        of=lambda records: WayIn.objects.filter(account__persons__in=_keys(records)),
        tells={
            "kind": _("What"),
            "made_at": _("Since"),
            "opens_at": _("Opens everything from"),
            "used_at": _("Last used"),
        },
        opens={"sealed": (_("Signs of it that we keep"), hint_of)},
        inner=frozenset({"digest"}),
    )
)
register(
    Piece(
        model=Membership,
        title=_("Where you work here"),
        of=lambda records: Membership.objects.filter(account__persons__in=records).distinct(),
        tells={"role": _("Role"), "since": _("Since"), "left_at": _("Until")},
        opens={"organisation": (_("Organisation"), lambda row: str(row.organisation))},
    )
)
register(
    Piece(
        model=Invitation,
        title=_("Where you were asked to work"),
        of=lambda records: Invitation.objects.filter(account__persons__in=records).distinct(),
        tells={
            "role": _("Role"),
            "asked_at": _("Asked on"),
            "agreed_at": _("Agreed on"),
            "stopped_at": _("Stopped on"),
            "begun_at": _("Since"),
        },
        opens={"organisation": (_("Organisation"), lambda row: str(row.organisation))},
        # Who asked and agreed are colleagues; whether anybody else was there tells of them alone.
        inner=frozenset({"asked_by", "agreed_by", "alone"}),
    )
)
register(
    Piece(
        model=Recovery,
        title=_("When colleagues let you in again"),
        of=lambda records: Recovery.objects.filter(account__persons__in=records).distinct(),
        tells={
            "asked_at": _("Asked on"),
            "agreed_at": _("Agreed on"),
            "opens_at": _("Open from"),
            "stopped_at": _("Stopped on"),
            "used_at": _("Used on"),
        },
        # Who asked and agreed are colleagues, and what they say they saw.
        inner=frozenset({"asked_by", "asked_seen", "agreed_by", "agreed_seen", "organisation"}),
    )
)
register(
    Piece(
        model=Likeness,
        title=_("Records that are perhaps yours too"),
        of=lambda records: Likeness.objects.filter(other__in=_keys(records)),
        tells={
            "same": _("What is alike"),
            "state": _("What was decided"),
            "noted_at": _("Noted on"),
            "decided_at": _("Decided on"),
        },
        # The other record may be somebody else's.
        inner=frozenset({"one", "other", "joined", "apart", "across", "decided_by"}),
    )
)
register(
    Piece(
        model=Entry,
        title=_("What was done with it, and who looked"),
        of=lambda records: entries_about(records).order_by("pk"),
        tells={
            "at": _("When"),
            "kind": _("A deed, or a look"),
            "purpose": _("What for"),
            "door": _("By"),
        },
        opens={
            "id": (_("Number"), lambda row: row.pk),
            "word": (_("What"), lambda row: words.sentence(row.word)),
            "acting_organisation": (_("Who"), looker),
        },
        # Whoever else was seen in the same look, and keys of rows.
        inner=frozenset(
            {"persons", "subject", "facts", "territory_id", "organisation_id", "written_at"}
        ),
    )
)
register(
    Piece(
        model=Exclusion,
        title=_("Colleagues who may not open your file"),
        of=lambda records: Exclusion.objects.filter(person__in=_keys(records)),
        tells={"since": _("Since"), "ended_at": _("Until")},
        inner=frozenset({"said_to"}),
    )
)
register(
    Piece(
        model=Opening,
        title=_("Opened by exception"),
        of=lambda records: Opening.objects.filter(person__in=_keys(records)).order_by("pk"),
        tells={
            "kind": _("What for"),
            "asked_at": _("Asked on"),
            "agreed_at": _("A second person agreed on"),
            "refused_at": _("A second person refused on"),
            "until": _("Until"),
        },
        opens={"sealed": (_("The reason"), reason_of)},
        inner=frozenset({"needs_yes", "decided_by"}),
    )
)
register(
    Piece(
        model=Flag,
        title=_("Looks that stood out"),
        of=lambda records: Flag.objects.filter(
            person_key__in=[record.key for record in records]
        ).order_by("pk"),
        tells={
            "reason": _("Why it stood out"),
            "at": _("When"),
            "told_at": _("You were told on"),
            "state": _("What was decided"),
            "decided_at": _("Decided on"),
        },
        opens={"sealed": (_("What was found"), words_of)},
        inner=frozenset({"person_key", "about_key", "day", "opening_key", "decided_by"}),
    )
)
leave_out(Apart.NUMBERS, Tie, Trace, Signpost, Hindrance)
leave_out(Apart.KEYS, RescueCode, PersonKey, TerritoryKey, ThingKey, LooseKey)
leave_out(Apart.PASSING, CodeAsked)
leave_out(Apart.OTHERS, Seal, AccessChange, Invitation, Recovery, Provider)
