"""How long this floor, and those below it, keep what they keep."""

from django.utils.translation import gettext_lazy as _

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
from tandem.accounts.sessions import throw_away_ended
from tandem.accounts.throttle import FORGOTTEN_HERE, throw_away_old
from tandem.accounts.ways.actions import LIVES, forget_old
from tandem.journal.models import Entry, Seal
from tandem.people.keeping import Ground, Rule, register
from tandem.people.models import (
    Clearing,
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
from tandem.people.retention import KEPT
from tandem.people.tidying import FORMER_KEPT, forget_former
from tandem.register.models import Change, Decision, Measured, Run, Tally
from tandem.territory.models import (
    Agreement,
    Area,
    Controller,
    Inhabitants,
    Invitation,
    Membership,
    Organisation,
    Platform,
    PostalCode,
    Recovery,
    Signpost,
    Vetting,
    Vouch,
)

register(
    Rule(
        name="people.persons",
        what=_("Who somebody is, how she is reached, and by what she is found again"),
        of=(Person, Identity, PersonKey, ThingKey, Trace, Likeness, Exclusion),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after the last step of her requests"),
        stays=_("A number without a name, so that figures and the log stay true."),
    )
)
register(
    Rule(
        name="people.looks",
        what=_("Looks that stood out, and what was decided about them"),
        of=(Flag, Opening),
        ground=Ground.PROOF,
        since=_("for as long as the log of looks; the words go when the person is erased"),
        stays=_(
            "That a look stood out, on which day, and what was decided: proof of the watch kept."
        ),
    )
)
register(
    Rule(
        name="people.former_keys",
        what=_("Keys that were replaced"),
        of=(TerritoryKey,),
        ground=Ground.SAFETY,
        term=FORMER_KEPT,
        since=_("after they were replaced"),
        stays=_("The key in use, so that what is kept can be opened after a look."),
        does=forget_former,
    )
)
register(
    Rule(
        name="people.loose_keys",
        what=_("Keys of what no organisation holds yet: forms begun, messages on their way in"),
        of=(LooseKey,),
        ground=Ground.SAFETY,
        since=_("until what it opens is thrown away; the database does it at that moment"),
        stays=_("Nothing."),
    )
)
register(
    Rule(
        name="people.circles",
        what=_("Names and streets that a colleague declared as of her own circle"),
        of=(Tie,),
        ground=Ground.SAFETY,
        since=_("until she takes them back"),
        stays=_("Nothing: they are kept as numbers that cannot be read."),
    )
)
register(
    Rule(
        name="people.clearings",
        what=_("The reports of each night’s erasing"),
        of=(Clearing,),
        ground=Ground.NOBODY,
        since=_("always: only counts stand in them"),
        stays=_("Counts for each rule, and which rule failed."),
    )
)
register(
    Rule(
        name="accounts.sessions",
        what=_("Where somebody is signed in"),
        of=(Session,),
        ground=Ground.SAFETY,
        since=_("until the session is over; taken out that night"),
        stays=_("Nothing."),
        does=throw_away_ended,
    )
)
register(
    Rule(
        name="accounts.hindrances",
        what=_("Failed tries to sign in or to guess a word"),
        of=(Hindrance,),
        ground=Ground.SAFETY,
        term=FORGOTTEN_HERE,
        since=_("after the last try"),
        stays=_("Nothing: they are kept as numbers that cannot be read."),
        does=throw_away_old,
    )
)
register(
    Rule(
        name="accounts.accounts",
        what=_("Accounts and the proofs to sign in"),
        of=(Account, CodeApp, Passkey, RescueCode, WayIn, Membership, Invitation, Recovery),
        ground=Ground.PROOF,
        since=_("for as long as the log names who looked; a resident’s ends when she is erased"),
        stays=_("The address and the role of a colleague: else nobody could say who had looked."),
    )
)
register(
    Rule(
        name="accounts.codes",
        what=_("Codes and links to sign in that somebody asked for"),
        of=(CodeAsked,),
        ground=Ground.SAFETY,
        term=LIVES,
        since=_("after they could no longer be used"),
        stays=_("Nothing."),
        does=forget_old,
    )
)
register(
    Rule(
        name="accounts.services",
        what=_("Services where residents may prove who they are, such as itsme"),
        of=(Provider,),
        ground=Ground.NOBODY,
        since=_("until an administrator takes them out"),
        stays=_("Nothing."),
    )
)
register(
    Rule(
        name="accounts.changes",
        what=_("What changed of who may enter"),
        of=(AccessChange,),
        ground=Ground.PROOF,
        since=_("always: it shows that nobody gave herself access"),
        stays=_("Numbers of accounts, and what changed."),
    )
)
register(
    Rule(
        name="journal.entries",
        what=_("The log of what was done and who looked"),
        of=(Entry, Seal),
        ground=Ground.PROOF,
        since=_("always: a line taken out would break the chain that proves the others"),
        stays=_("Numbers, dates, purposes and doors: no name and no words stand in it."),
    )
)
register(
    Rule(
        name="register.runs",
        what=_("What a program proposed, with its reasons"),
        of=(Run, Decision, Tally, Measured, Change),
        ground=Ground.PROOF,
        since=_("always: without it nobody could contest a proposal"),
        stays=_("Numbers of rows and reasons: no name and no words stand in it."),
    )
)
register(
    Rule(
        name="territory.signposts",
        what=_("What leads from a reference to its commune"),
        of=(Signpost,),
        ground=Ground.TASK,
        since=_("for as long as there is a request; nobody can read a list of them"),
        stays=_("Numbers from which nothing can be read."),
    )
)
register(
    Rule(
        name="territory.places",
        what=_("Communes, organisations and what they agreed"),
        of=(
            *(Area, PostalCode, Inhabitants, Organisation, Controller),
            *(Platform, Agreement, Vetting, Vouch),
        ),
        ground=Ground.NOBODY,
        since=_("always: it is public"),
        stays=_("All of it."),
    )
)
