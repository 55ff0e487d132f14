"""What follows from letting somebody act, from taking it back, and from a consent."""

from collections.abc import Iterable

from tandem.mandates import actions, consenting, consents
from tandem.mandates.actions import Wish
from tandem.mandates.choices import Act, Guardian
from tandem.mandates.models import Consent, Mandate
from tandem.mandates.words import Words
from tandem.mine import mandating_messages as messages
from tandem.mine.consenting_texts import PROGRESS
from tandem.outbox.actions import send
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
