"""What no declaration elsewhere says of a purpose, a recipient or a processor; a test finds a gap."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.journal.choices import Purpose
from tandem.toolbox.texts import Text

PUBLIC_TASK = _("A task in the public interest (article 6, paragraph 1, letter e)")
LEGAL_DUTY = _("A legal duty: the rights of the person (article 6, paragraph 1, letter c)")


@dataclass(frozen=True, slots=True)
class Declared:
    ground: Text
    whose: Text


PURPOSES: dict[Purpose, Declared] = {
    Purpose.SOLIDARITY: Declared(
        PUBLIC_TASK, _("People who ask for help, people who offer it, contacts of associations")
    ),
    Purpose.STREETS: Declared(
        PUBLIC_TASK, _("People who tell of something broken, contacts of those who repair")
    ),
    Purpose.CONTACT: Declared(PUBLIC_TASK, _("Everybody who is owed an answer or a message")),
    Purpose.INTAKE: Declared(
        PUBLIC_TASK, _("People who ask by telephone, at the desk or on paper")
    ),
    Purpose.ANSWER: Declared(
        PUBLIC_TASK, _("Everybody who asked something, and who acts for them")
    ),
    Purpose.RECOGNISE: Declared(PUBLIC_TASK, _("People who are perhaps known here already")),
    Purpose.OWN_DATA: Declared(LEGAL_DUTY, _("Everybody of whom something is kept")),
}

RECIPIENTS: dict[str, Text] = {
    "tandem.streets.own_data.handed_to": _(
        "Whoever repairs what is broken: the report, without the name of who told it"
    ),
    "tandem.mandates.own_data.wrote_down": _(
        "A telephone service that wrote down what somebody asked, for her commune"
    ),
}
"""By the function that tells a person of her own receivers: the same in general."""
ALWAYS_RECIPIENTS: tuple[Text, ...] = (
    _(
        "A volunteer who agreed to help: a first name, the quarter, the task, and the contact that "
        "the person agreed to"
    ),
    _("A neighbouring commune with open borders: that there is a need, without a name"),
    _("The post and the operators of e-mail and telephone, who carry what is sent"),
)


@dataclass(frozen=True, slots=True)
class Processor:
    """Another machine that personal data passes through, where the installation has it."""

    name: Text
    given: Text
    is_used: Callable[[], bool]


PROCESSORS: tuple[Processor, ...] = (
    Processor(
        _("A mail server"),
        _("Addresses and texts of e-mails"),
        lambda: bool(settings.EMAIL_HOST),
    ),
    Processor(
        _("A gateway for text messages"),
        _("Numbers and texts of text messages"),
        lambda: bool(settings.SMS_GATEWAY),
    ),
)

MEASURES: tuple[tuple[Text, str], ...] = (
    (
        _("Names and words are encrypted, with a key for each person; keys stand apart."),
        "people/tests/test_keys.py",
    ),
    (
        _("The database shows rows of an organisation to nobody else."),
        "tenancy/tests/test_rows_stay_home.py",
    ),
    (
        _("Each look is written down before anything is shown, and the person can read it."),
        "people/tests/test_one_trace.py",
    ),
    (
        _("Many files in an hour are stopped, and unusual looks are checked."),
        "people/tests/test_guard.py",
    ),
    (_("Staff sign in with a second proof."), "desk/tests/test_second_proofs.py"),
    (
        _("What was done is sealed each minute in a chain, whose roots are public."),
        "journal/tests/test_sealing.py",
    ),
    (
        _("Who was erased leaves the data files too, and no backup opens who she was."),
        "people/tests/test_shredding.py",
    ),
    (
        _("Photos are drawn anew, without place or device."),
        "toolbox/tests/test_drawing.py",
    ),
    (
        _("No page calls another site, and no tracker stands on any."),
        "ui/tests/test_headers.py",
    ),
    (
        _("Passwords, codes and national numbers are refused in every field of words."),
        "services/tests/test_never_kept.py",
    ),
)
"""What guards the data (article 32), each with the test that holds it."""
