"""A request gets a new word because the old one was lost; the old one opens nothing from then on."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import rules
from tandem.accounts.ways.kinds import WayKind
from tandem.cases.models import Case
from tandem.journal import asker
from tandem.journal.asker import acting
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.mine.choices import ShownBy
from tandem.mine.entering import messages
from tandem.mine.entering.actions import TRACES
from tandem.mine.errors import NotNow
from tandem.mine.models import NewWord
from tandem.outbox.actions import send
from tandem.outbox.delivery import foresee
from tandem.people.choices import Channel
from tandem.people.joining import is_joined
from tandem.people.models import Person
from tandem.people.queries import is_known_contact, is_settled, record_in_use
from tandem.people.reveal import look, reveal
from tandem.services import drafts
from tandem.services.drafts import Code
from tandem.territory import signposts
from tandem.toolbox.queueing import job
from tandem.toolbox.reference import new_word

SEND = "mine.send_new_word"
EVERY = timedelta(days=1)
"""So often at most it leaves by her own way: whoever asks in her name makes her no dozen words."""
OWN_WAYS = frozenset({Channel.EMAIL, Channel.SMS, Channel.LETTER})
"""By these it reaches her without a colleague who reads it out."""
END_OTHERS = "SELECT public.mine_ends_old_words(%s, %s)"


@transaction.atomic
def ask(kind: WayKind, contact: str, reference: str) -> None:
    """A job looks whether it is hers: the page takes as long, and says the same, whoever asks."""
    asked = ways.ask(kind, contact, proves=False)
    place = signposts.find_one("state", reference)
    case, territory, organisation = (
        (int(place.target), place.territory, place.organisation) if place else (0, 0, 0)
    )
    job(SEND, queue="outbox").defer(
        asked=asked.pk, case=case, territory=territory, organisation=organisation
    )


@transaction.atomic
def show(case: Case, person: Person, seen_by: ShownBy) -> Code:
    """For the colleague before whom she stands, or whom he called back; she is told at once."""
    if seen_by == ShownBy.CALL:
        _ask_hers(case, person)
    look(person, Purpose.ANSWER, what="mine.word_shown", about=case)
    code = _renewed(case, person, seen_by)
    send(person, messages.word_renewed, about=case)
    return code


@transaction.atomic
def leave(case: Case, person: Person) -> None:
    """By the way she chose, and by no other; no colleague reads it."""
    if person.protected:
        raise NotNow("protected")
    _ask_hers(case, person)
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    lately = NewWord.objects.filter(case=case, made_at__gt=timezone.now() - EVERY)
    if lately.exists():
        raise NotNow("sent_lately")
    if not _leaves(case, person):
        raise NotNow("no_own_way")
    code = _renewed(case, person, None)
    send(person, lambda: messages.new_word(case, code.word), about=case)


def _ask_hers(case: Case, person: Person) -> None:
    """Whoever told a colleague his own number in her name would be called there, or written to; and so
    would he who asked for something in her name, once a colleague took the two for one.
    """
    if case.person_id != person.pk or is_joined(person):
        raise NotNow("joined")
    if not is_settled(person, by=timezone.now() - rules.SETTLES):
        raise NotNow("changed_lately")


def _leaves(case: Case, person: Person) -> bool:
    """Whether it leaves by the way she chose, and nobody reads it out: asked before the old one dies."""
    if person.channel not in OWN_WAYS:
        return False
    language = person.language if person.language in dict(settings.LANGUAGES) else None
    # As when it leaves: the machine alone knows where.
    with acting(asker.INSIDE), override(language or settings.LANGUAGE_CODE):
        known = reveal([person], Purpose.CONTACT, what="outbox.contact_used", about=case)
        [(_way, obstacle)] = foresee([(person, messages.new_word(case, new_word()))], known)
    return obstacle is None


@transaction.atomic
def leave_if_hers(case: int, kind: WayKind, contact: str) -> bool:
    """Whether she is known by this address or number, and a new word leaves."""
    row = Case.objects.select_related("person", "organisation").filter(pk=case).first()
    person = row.person if row is not None else None
    if row is None or person is None or person.erased_at is not None:
        return False
    # Of records that were joined: whoever asked in her name would have the word of it.
    if record_in_use(person).pk != person.pk:
        return False
    settled_by = timezone.now() - rules.SETTLES
    if not is_known_contact(person, TRACES[kind], contact, settled_by=settled_by):
        return False
    try:
        leave(row, person)
    except NotNow:
        return False
    return True


def was_renewed(case: int) -> bool:
    """Then it proves nothing about whoever knows it: it may have been read where it came."""
    return NewWord.objects.filter(case=case).exists()


def may_begin(case: Case | None) -> Person | None:
    """Whose request it is, if reference and word are enough to begin with.

    Not for who must not be found, nor where a colleague joined records, on either side of it: whoever
    asked in her name has a word too. Nor with a word made anew: who reads her messages has it. These
    go to the desk.
    """
    if case is None or was_renewed(case.pk):
        return None
    person = case.person
    if person is None or person.protected or person.erased_at is not None:
        return None
    return None if is_joined(person) else person


def _renewed(case: Case, person: Person, seen_by: ShownBy | None) -> Code:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    code = Code(case.reference, new_word())
    signposts.put("case", str(code), case, case.pk)
    with connection.cursor() as cursor:
        cursor.execute(END_OTHERS, [case.pk, signposts.digest_of("case", str(code))])
    # With the old word its form still told the receipt.
    drafts.erase(bytes(case.draft_digest))
    how = str(seen_by or "")
    NewWord.objects.create(
        case=case,
        person=person,
        seen_by=how,
        made_by=asker.current().account,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    record("mine.word_renewed", case, persons=[person], facts={"how": how or "sent"})
    return code
