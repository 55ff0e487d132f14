from typing import ClassVar

from django.urls import reverse

from tandem.doors.kiosk.actions import give_code, make_terminal
from tandem.journal.choices import Door
from tandem.tenancy.scope import transaction_within
from tests.factories import OrganisationFactory, scope_of
from tests.parity.drivers.web import Web


class Kiosk(Web):
    """Somebody before a terminal that a colleague enrolled; its questions are those of the web."""

    door: ClassVar = Door.KIOSK

    def __init__(self, language: str = "en", *, desk=None) -> None:
        super().__init__(language)
        self.desk = desk or OrganisationFactory(takes_in=False, telephone="02 000 10 30")
        with transaction_within(scope_of(self.desk)):
            self.terminal = make_terminal(self.desk, "Entrance hall", "Beside the lift", by=None)
            code = give_code(self.terminal)
        self.browser.post(reverse("doors:kiosk_enrol"), {"code": code})
        # To be enrolled begins a visit in the language of the machine.
        self.browser.client.cookies["language"] = language

    def _take_up(self) -> str:
        return reverse("doors:kiosk_take_up")

    def _at(self, page: str, *more: str) -> str:
        return reverse(f"doors:kiosk_{page}", args=[self.service.slug, *more])
