"""Somebody asks about her data, by a door of the house; and a colleague who answers."""

from contextlib import contextmanager

from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.mine.models import Wish
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within, within
from tandem.territory.choices import Role
from tandem.toolbox.reference import clean
from tests.factories import AccountFactory, MembershipFactory, scope_of

WORDS = {"wrong": ["I live at number 14 now."], "against": ["I do not know this service."]}


def asks(organisation, *wishes, **answers):
    """Her case, with its word beside it."""
    draft = drafts.begin(known("my-data"), "fr", door=Door.PHONE)
    told = {
        "where_postal_code": ["1030"],
        "where_street": ["Rue des Tilleuls Inventés 4"],
        "wishes": [str(wish) for wish in wishes],
        "who_first_name": ["Odette"],
        "who_last_name": ["Van Kerckhoven"],
        "reach_channel": ["letter"],
        **WORDS,
        **answers,
    }
    with acting(Asker(door=Door.PHONE)):
        drafts.keep(draft.code, told, asked=[], door=Door.PHONE)
        receipt = open_case(draft.code, door=Door.PHONE)
    with transaction_within(scope_of(organisation)):
        case = Case.objects.select_related("person", "organisation", "territory").get(
            reference=clean(receipt.reference)
        )
    case.word = receipt.word
    return case


def wishes_of(case):
    return {wish.wanted: wish for wish in Wish.objects.of_case(case.pk)}


@contextmanager
def colleague(organisation, role=Role.COORDINATOR):
    """At work for it, in its scope."""
    account = AccountFactory()
    MembershipFactory(account=account, organisation=organisation, role=role)
    with (
        acting(Asker(account.pk, organisation.pk, Door.WEB)),
        within(scope_of(organisation)),
    ):
        yield account
