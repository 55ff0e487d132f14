"""What follows from letting somebody act, from taking it back, and from a consent."""

from collections.abc import Iterable

from django.db import transaction

from tandem.mandates import actions, consenting, consents, queries
from tandem.mandates.actions import Wish
from tandem.mandates.choices import Act, Guardian
from tandem.mandates.models import Consent, Mandate
from tandem.mandates.words import Words
from tandem.mine import mandating_messages as messages
from tandem.mine.consenting_texts import PROGRESS
from tandem.outbox.actions import send
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.services.declaration import Answers, CaseLike
from tandem.toolbox.reference import clean


def give_mandate(answers: Answers, *, case: CaseLike) -> None:
    """Kept as she wishes it; a colleague confirms it before anything is done."""
    if case.person is None:
        return
    money = (Act.MONEY,) if answers["money"] else ()
    words = Words(purpose=answers["purpose"], representative=answers["representative"] or "")
    wish = Wish(
        acts=(*map(Act, answers["acts"]), *money),
        days=int(answers["long"]),
        words=words,
        guardian=Guardian(answers["guardian"]),
        language=case.language,
        case=case.pk,
        reference=case.reference,
    )
    actions.give(case.person, wish, case)


def take_back_what_was_given(answers: Answers, *, case: CaseLike) -> None:
    """What can be found by her record or by the reference of her copy ends in this moment; for the
    rest a colleague looks, and the case stays owed.
    """
    reference = _reference(answers["code"] or "")
    if answers["what"] == "consent":
        for given in _consents(case, reference, answers["consents"]):
            end_consent(given)
        return
    acts = [Act(one) for one in answers["acts"]] if answers["what"] == "acts" else None
    for mandate in _mandates(case, reference):
        end_acts(mandate, acts)


def end_acts(mandate: Mandate, acts: Iterable[Act] | None) -> list[Act]:
    """The acts that ended by it; she is told by her own way."""
    ended = actions.take_back(mandate, None if acts is None else set(acts))
    if ended:
        mandate.refresh_from_db()
        send(mandate.person, lambda: messages.taken_back(mandate, ended), about=mandate)
    return ended


LEFT = frozenset({State.SENT, State.DELIVERED, State.DONE})


@transaction.atomic
def change_helpers(mandate: Mandate, accounts: Iterable[int]) -> None:
    """Other helpers: she is told at once, by her own way, who they are."""
    before = {account for account, _name in queries.helpers_of(mandate)}
    added = actions.name_helpers(mandate, accounts)
    if before == {account for account, _name in queries.helpers_of(mandate)}:
        return
    told = send(mandate.person, lambda: messages.other_helpers(mandate), about=mandate)
    actions.helpers_told_by(mandate, added, told.pk)


def see_who_was_told(mandate: Mandate) -> None:
    """Helpers of whom the message has left since may act from now on."""
    waiting = mandate.helpers.filter(added=True, told_at__isnull=True, told_by__isnull=False)
    for key in set(waiting.values_list("told_by", flat=True)):
        if key is not None and Message.objects.filter(pk=key, state__in=LEFT).exists():
            actions.helpers_told(mandate, key)


def end_consent(given: Consent) -> Consent | None:
    """Ended, its effect carried out, and she is told which."""
    ended = consenting.take_back(given)
    if ended is not None:
        send(ended.person, lambda: messages.consent_ended(ended), about=ended)
    return ended


def _mandates(case: CaseLike, reference: str) -> list[Mandate]:
    standing = Mandate.objects.standing().select_related("person")
    if reference:
        return list(standing.filter(organisation=case.organisation_id, reference=reference))
    return list(standing.of(case.person)) if case.person is not None else []


def _consents(case: CaseLike, reference: str, purposes: Iterable[str]) -> list[Consent]:
    standing = Consent.objects.filter(ended_at__isnull=True, purpose__in=list(purposes))
    if reference:
        return list(standing.filter(organisation=case.organisation_id, reference=reference))
    return list(standing.of(case.person)) if case.person is not None else []


def _reference(said: str) -> str:
    """As it is kept, however it was typed; empty for what cannot be one."""
    try:
        return clean(said)
    except ValueError:
        return ""


def agree_to_progress(answers: Answers, *, case: CaseLike) -> None:
    """In force where every story was understood; else we explain it once more, with time."""
    if case.person is None or not answers["wish"]:
        return
    answered = consents.heard(PROGRESS, answers)
    given = consenting.consent(
        case.person,
        PROGRESS,
        answered,
        days=int(answers["long"]),
        language=case.language,
        whose=case,
        case=case.pk,
        reference=case.reference,
    )
    send(case.person, lambda: messages.consented(given), about=given)
