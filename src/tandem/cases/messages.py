"""Every text that a case sends out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases import unanswered
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.outbox.text import Text
from tandem.services.alike import joined_in_words, voices_told
from tandem.services.catalogue import known
from tandem.services.declaration import Promise
from tandem.ui.formats import day

FOLLOW = "/follow/"


def promise_of(case: Case) -> Promise:
    return known(case.service).promise_for(urgent=case.urgent)


def what_happens_now(case: Case) -> list[str]:
    """For what cannot wait: what is done at once, and whom to turn to meanwhile."""
    urgent = known(case.service).urgent
    if urgent is None or not case.urgent:
        return []
    telephone = case.organisation.telephone
    number = [_("Telephone: %(number)s.") % {"number": telephone}] if telephone else []
    return [" ".join([str(urgent.now), *number])]


def receipt(
    case: Case, word: str, understood: Sequence[tuple[str, str]] = (), voices: int = 0
) -> Text:
    """`understood`: each question and how we read her answer, for whoever could not see it yet;
    `voices`: how many told of it, where it was known already.
    """
    joined = joined_in_words(voices)
    days = promise_of(case).working_days
    nobody = unanswered.instead(known(case.service), case.organisation)
    return Text(
        kind="receipt",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("We have received your request."),
            *([joined] if joined else []),
            nobody
            or ngettext(
                "You will have an answer within %(days)s working day, on %(date)s at the latest.",
                "You will have an answer within %(days)s working days, on %(date)s at the latest.",
                days,
            )
            % {"days": days, "date": day(case.due_on)},
            *what_happens_now(case),
            _("Your reference is %(reference)s and your word is “%(word)s”.")
            % {"reference": case.shown_reference, "word": word},
            _(
                "With both you can ask where it stands: on the website, by telephone or at the desk."
            ),
        ),
        short=" ".join(filter(None, [_in_short(case, word, nobody), _joined_in_short(voices)])),
        in_letter=_as_read(understood),
    )


def _in_short(case: Case, word: str, nobody: str) -> str:
    facts = {"reference": case.shown_reference, "word": word}
    if nobody:
        kept = _("Received. Ref %(reference)s, word %(word)s.") % facts
        return f"{kept} {unanswered.in_short(case.organisation)}"
    by = {"date": case.due_on.strftime("%d/%m/%Y")}
    return _("Received. Ref %(reference)s, word %(word)s. Answer by %(date)s.") % (facts | by)


def _joined_in_short(voices: int) -> str:
    if not voices:
        return ""
    if voices_told(voices) is None:
        return _("Known already.")
    said = ngettext(
        "Known already, %(voices)s person told us.",
        "Known already, %(voices)s people told us.",
        voices,
    )
    return said % {"voices": voices}


def _as_read(understood: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    if not understood:
        return ()
    return (
        _("This is how we read your form. Is something wrong? Tell us, with your reference."),
        *(f"• {question} – {said}" for question, said in understood),
    )


def answer(case: Case, reason: Reason, words: str) -> Text:
    said = [_("Your request was answered."), str(reason.label)]
    if words.strip():
        said.append(words.strip())
    said.append(
        _(
            "Not solved, or you do not agree? Tell us by any way you like, with your reference: "
            "we look at it again."
        )
    )
    return Text(kind="answer", reference=case.shown_reference, link=FOLLOW, paragraphs=tuple(said))


def called_off(case: Case, words: str) -> Text:
    return Text(
        kind="change",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("A colleague wrote down for you that you no longer need what you asked for."),
            words.strip(),
            _(
                "Is that not so? Tell us by any way you like, with your reference: we open it "
                "again at once, and nobody may then withdraw it for you."
            ),
        ),
        short=_("We were told you no longer need it (%(reference)s). Not so? Tell us.")
        % {"reference": case.shown_reference},
    )


def more_time(case: Case, words: str) -> Text:
    told = _(
        "We need more time for your request: you will have an answer on %(date)s at the latest."
    )
    return Text(
        kind="change",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            told % {"date": day(case.due_on)},
            words.strip(),
            _("You do not agree? You may complain to the Data Protection Authority."),
        ),
    )


def contest_received(case: Case) -> Text:
    return Text(
        kind="contest",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("You do not agree with the answer. Another person will look at it."),
            _("You will have a new answer on %(date)s at the latest.") % {"date": day(case.due_on)},
        ),
    )


def photo_not_opened(case: Case) -> Text:
    """To whoever sent a file while none could be opened."""
    return Text(
        kind="change",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _(
                "You sent a photo while we could not open any. Now we have tried, and this one "
                "cannot be opened. Your request goes on without it."
            ),
            _("If you still have the photo, send it again with your reference and your word."),
        ),
        short=_("We cannot open your photo (%(reference)s). Your request goes on without it.")
        % {"reference": case.shown_reference},
    )


def answer_taken(reference: str, told: str) -> Text:
    """To whoever answered yes or no to a mail of ours."""
    return Text(kind="answer_taken", reference=reference, paragraphs=(told,))


def not_taken_in(reference: str, names: Sequence[str]) -> Text:
    """To whoever sent files that we do not open."""
    return Text(
        kind="not_taken_in",
        reference=reference,
        paragraphs=(
            _("Your message has reached us. We could not take in everything that came with it:"),
            "\n".join(f"- {name}" for name in names),
            _(
                "We open photographs (JPEG, PNG, HEIC) and PDF documents, ten at most, each of "
                "15 megabytes at most. Please send it so, or bring it to the desk, or post it."
            ),
        ),
    )
