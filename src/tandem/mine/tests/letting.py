"""Somebody who lets an organisation act, and what she answers when she is asked."""

from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tests.factories import MembershipFactory, OrganisationFactory, PlatformFactory

ROSA = {
    "where_postal_code": ["1030"],
    "where_street": ["Rue des Tilleuls Inventés 4"],
    "who_first_name": ["Rosa"],
    "who_last_name": ["Inventée"],
    "reach_channel": ["email"],
    "reach_email": ["rosa@post.example"],
}
MANDATE = {
    **ROSA,
    "acts": ["letters", "forms"],
    "money": ["no"],
    "purpose": ["My letters from the health insurance"],
    "long": ["31"],
    "guardian": ["none"],
}
AGREES = {
    **ROSA,
    "wish": ["yes"],
    "office": ["no"],
    "mind": ["stop"],
    "lose": ["nothing"],
    "long": ["182"],
}


def commune(**facts):
    return OrganisationFactory(
        area__postal_code="1030", platform=PlatformFactory(), telephone="02 000 10 30", **facts
    )


def colleague(organisation, **facts):
    return MembershipFactory(organisation=organisation, **facts).account


def sent(service, answers, *, door=Door.WEB, person=None):
    """The receipt, as after any door."""
    with acting(Asker(door=door)):
        draft = drafts.begin(known(service), "fr", door=door)
        drafts.keep(draft.code, answers, asked=["who"], door=door)
        if person is not None:
            drafts.note(draft.code, person=person.pk)
        return open_case(draft.code, door=door)
