"""Water is cut in one street: everybody there is told, each by her own way, after two have agreed."""

import re

import pypdfium2
import pytest
from django.utils.translation import gettext, override

from tandem.people.choices import Channel
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import Role
from tests.factories import AccountFactory, MembershipFactory, PersonFactory, scope_of
from tests.journeys.test_a_need_meets_a_helper import fill, press

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
STREET = "Rue des Tilleuls Inventés"


def live_there(town):
    """Four neighbours, each with her own way; and one round the corner."""
    with transaction_within(scope_of(town.schaerbeek)):
        for name, street, facts in (
            ("Ana", f"{STREET} 2", {"channel": Channel.EMAIL, "email": "ana@post.example"}),
            ("Odette", f"{STREET} 4", {"channel": Channel.LETTER, "language": "nl"}),
            ("Sam", f"{STREET} 6", {"channel": Channel.CALL}),
            ("Uli", f"{STREET} 8", {"channel": Channel.CALL, "no_broadcasts": True}),
            ("Eve", "Rue d’à Côté 1", {"channel": Channel.EMAIL, "email": "eve@post.example"}),
        ):
            PersonFactory(organisation=town.schaerbeek, first_name=name, street=street, **facts)


def second(town):
    account = AccountFactory()
    MembershipFactory(account=account, organisation=town.schaerbeek, role=Role.ADMINISTRATOR)
    return account


def said_on(page):
    return " ".join(page.locator("main").inner_text().split())


def test_a_street_is_told_that_its_water_is_cut(town, somebody):
    live_there(town)
    author = somebody(town.coordinators["Schaerbeek"], locale="fr-BE")

    # She writes, and sees as what it arrives and whom it reaches.
    author.goto("/desk/to-many/")
    press(author, "Write to many", "fr")
    fill(author, title="Eau", purpose="Pas d’eau jeudi.", public="everybody")
    press(author, "Continue", "fr")
    fill(author, streets=f"{STREET} 2-8")
    press(author, "Continue", "fr")
    fill(
        author,
        text_fr="L’eau est coupée jeudi.",
        text_nl="Donderdag is er geen water.",
        fallback="fr",
    )
    press(author, "Keep it", "fr")
    here = author.url
    press(author, "Read the text as it arrives", "fr")
    assert "Donderdag is er geen water." in said_on(author)
    press(author, "Count whom it would reach", "fr")
    with override("fr"):
        told = gettext("It would reach fewer than 5 people")
    assert told in said_on(author)
    press(author, "Ask a second person to agree", "fr")
    assert author.get_by_role("button", name=gettext("Yes, send it now")).count() == 0

    # A second person reads it and agrees.
    other = somebody(second(town), locale="fr-BE")
    other.goto("/desk/to-many/")
    other.goto(here)
    press(other, "Read whom it would reach, and decide", "fr")
    press(other, "Yes, send it now", "fr")
    town.work()
    # A worker that stops when nothing waits does not see what its last job asked for.
    town.work()

    # One has an e-mail, one a letter in the one file, one is called.
    assert "L’eau est coupée jeudi." in town.last_mail_to("ana@post.example")
    assert not [one for one in town.mail.letters if one["To"] == "eve@post.example"]
    author.goto(here)
    press(author, "Print the letters", "fr")
    printing = author.url
    town.work()
    pdf = author.context.request.get(f"{printing}letters.pdf").body()
    with pypdfium2.PdfDocument(pdf) as document:
        sheets = [one.get_textpage().get_text_bounded() for one in document]
    assert len(sheets) == 2
    assert "Odette" in sheets[1] and "Donderdag" in sheets[1]
    author.goto("/desk/calls/")
    author.locator("main table button").first.click()
    assert "Sam" in said_on(author)
    assert "L’eau est coupée jeudi." in said_on(author)

    # Ana wants no more of them, without signing in.
    link = re.search(r"(/no-more/\S+)", town.last_mail_to("ana@post.example"))[1]
    ana = somebody(locale="fr-BE")
    ana.goto(link)
    press(ana, "No more of them", "fr")
    with override("fr"):
        assert gettext("You get no more of them.") in said_on(ana)
