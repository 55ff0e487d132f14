"""Every text that the room sends out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.journal.choices import Purpose
from tandem.outbox.text import Text
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.people.sameness import Care, care_for
from tandem.people.words import text_of
from tandem.services.questions import PARTS_OF_DAY
from tandem.solidarity import calling, her_words, weighing
from tandem.solidarity.choices import Contact
from tandem.solidarity.kinds import find_kind
from tandem.solidarity.models import Arrangement, Need, Offer
from tandem.toolbox.half_days import PARTS
from tandem.toolbox.telephone import readable
from tandem.ui.formats import day, number

KEPT_BACK = gettext_lazy(
    "The helper was not given your contact. A colleague brings the two of you together, and reaches "
    "you in the way you asked for."
)
Compose = Callable[[], Text]
ANSWER = "/solidarity/asked/"
ASKED, ASKED_AGAIN = "asked", "asked_again"
QUESTIONS = frozenset({ASKED, ASKED_AGAIN})
"""Kinds of messages that ask yes or no."""
INTRODUCTION_PREPARED = "solidarity.introduction_prepared"
"""The look before it is known whether her contact may be told at all."""
INTRODUCTION_WRITTEN = "solidarity.introduction_written"


def kind_of(need: Need) -> str:
    return str(find_kind(need.territory, need.kind).label)


def task_of(arrangement: Arrangement, need: Need) -> str:
    """The kind of help; of a group that is asked with several, with how many."""
    if arrangement.together == 1:
        return kind_of(need)
    facts = {"kind": kind_of(need), "many": number(arrangement.together)}
    return _("%(kind)s (persons: %(many)s)") % facts


def moment(arrangement: Arrangement) -> str:
    """“Thursday 26 November 2026, evening”."""
    return _("%(date)s, %(part)s") % {"date": day(arrangement.day), "part": _part(arrangement)}


def short_moment(arrangement: Arrangement) -> str:
    """“26/11, evening”: a text message has little room."""
    date = arrangement.day.strftime("%d/%m")
    return _("%(date)s, %(part)s") % {"date": date, "part": _part(arrangement)}


def _part(arrangement: Arrangement) -> str:
    return str(PARTS_OF_DAY[arrangement.half_day % PARTS])


def asked(arrangement: Arrangement, need: Need, word: str) -> Text:
    """What a volunteer may know before he says yes: the kind, the commune, the moment."""
    code = f"{arrangement.reference}.{word}"
    facts = {
        "kind": task_of(arrangement, need),
        "place": str(need.territory),
        "moment": moment(arrangement),
        "short_moment": short_moment(arrangement),
        "reference": arrangement.shown_reference,
        "word": word,
        "code": arrangement.reference,
        "by": weighing.answer_by(arrangement).strftime("%d/%m %H:%M"),
    }
    return Text(
        kind=ASKED,
        reference=arrangement.shown_reference,
        link=f"{ANSWER}{code}/",
        paragraphs=(
            _("Could you help somebody near you? %(kind)s, %(place)s, %(moment)s.") % facts,
            *weighing.how_often_and_urgent(need),
            _("Please say yes or no. You need not say why. You may also answer by telephone."),
            weighing.until_when(arrangement),
            _("Your reference is %(reference)s and your word is “%(word)s”.") % facts,
        ),
        short=weighing.marks(need)
        + _(
            "Can you help? %(kind)s, %(place)s, %(short_moment)s. Answer by %(by)s: YES %(code)s or NO "
            "%(code)s."
        )
        % facts,
    )


def reminded(arrangement: Arrangement) -> Text:
    return Text(
        kind=ASKED_AGAIN,
        reference=arrangement.shown_reference,
        link=ANSWER,
        paragraphs=(
            _("Somebody is still waiting for your answer: %(moment)s.")
            % {"moment": moment(arrangement)},
            _("Please say yes or no, by any way you like. A no is fine too."),
        ),
        short=_("Still waiting for your answer. YES %(code)s or NO %(code)s.")
        % {"code": arrangement.reference},
    )


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the two learn of each other, and nothing more."""

    asker_name: str
    asker_contact: str
    meets: bool
    """The two meet at a public place or at the desk."""
    helper_name: str
    what: str
    place: str


def introduction_facts(
    arrangement: Arrangement, need: Need, offer: Offer, asker: Identity
) -> Introduction:
    """First names, commune with its code, task and the agreed contact; the look at the helper is noted too."""
    helper = reveal_one(offer.person, Purpose.SOLIDARITY, what=INTRODUCTION_WRITTEN, about=offer)
    return Introduction(
        asker_name=asker.first_name,
        asker_contact=told_contact(arrangement, need.person, asker),
        meets=arrangement.told == Contact.MEET,
        helper_name=helper.first_name,
        what=her_words.as_read(text_of(need.person_id, need.sealed_what, need.place)),
        place=f"{need.postal_code} {need.territory}",
    )


def contact(what: Contact, who: Identity) -> str:
    """The one contact of that kind, as she gave it; empty where she gave none."""
    return {
        Contact.PHONE: readable(who.phone) if who.phone else "",
        Contact.EMAIL: who.email,
        Contact.ADDRESS: " ".join(filter(None, [who.street, who.notes])),
    }.get(what, "")


def told_contact(arrangement: Arrangement, person: Person, who: Identity) -> str:
    """What this helper was told when he agreed: what the person agreed to, and nothing else.

    Nothing from the moment on that somebody must be reached with care: then a colleague brings
    the two together.
    """
    if not arrangement.told or needs_care(person, who):
        return ""
    return contact(Contact(arrangement.told), who)


def needs_care(person: Person, who: Identity) -> bool:
    return bool(who.safe_contact) or care_for([person])[person.pk] != Care()


def introduced_to_helper(arrangement: Arrangement, facts: Introduction, word: str) -> Text:
    """With reference and word: his yes may have come before the question had left."""
    need = arrangement.need
    said = [
        _("Thank you! %(name)s expects you: %(kind)s, %(moment)s, %(place)s.")
        % {
            "name": facts.asker_name,
            "kind": task_of(arrangement, need),
            "moment": moment(arrangement),
            "place": facts.place,
        }
    ]
    if facts.what:
        said.append(_("In the person’s own words: “%(what)s”") % {"what": facts.what})
    said.append(
        _("To agree on the details: %(contact)s") % {"contact": facts.asker_contact}
        if facts.asker_contact
        else _("You meet at a public place or at the desk. Call us to agree on it.")
        if facts.meets
        else _to_be_brought_together(arrangement)
    )
    said.append(_("Use this only for this help. If you cannot come, tell us at once."))
    said.append(
        _("Your reference is %(reference)s and your word is “%(word)s”.")
        % {"reference": arrangement.shown_reference, "word": word}
    )
    return Text(
        kind="introduction",
        reference=arrangement.shown_reference,
        link=f"{ANSWER}{arrangement.reference}.{word}/",
        paragraphs=tuple(said),
    )


def _to_be_brought_together(arrangement: Arrangement) -> str:
    # The message comes from the volunteer's commune, which may be another than the one to call.
    if who := calling.who_brings_together(arrangement):
        return _("To agree on the details, call %(who)s: we bring you together.") % {"who": who}
    return _("To agree on the details, call us: we bring you together.")


def introduced_to_asker(arrangement: Arrangement, facts: Introduction) -> Text:
    return Text(
        kind="introduction",
        reference=arrangement.need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("Good news: %(name)s will help you, %(moment)s.")
            % {"name": facts.helper_name, "moment": moment(arrangement)},
            *_with_how_many(arrangement),
            *([str(KEPT_BACK)] if arrangement.withheld else ()),
            _("Afterwards, tell us how it went. If something changes, tell us at once."),
            _("A helper never asks for money, a bank card or a code."),
        ),
        short=_("%(name)s will help you, %(moment)s.")
        % {"name": facts.helper_name, "moment": short_moment(arrangement)},
    )


def _with_how_many(arrangement: Arrangement) -> list[str]:
    if arrangement.together == 1:
        return []
    return [_("How many persons come: %(many)s.") % {"many": number(arrangement.together)}]


def cancelled_for_asker(arrangement: Arrangement) -> Text:
    return Text(
        kind="change",
        reference=arrangement.need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("The helper cannot come on %(moment)s. We are sorry.")
            % {"moment": moment(arrangement)},
            _("We are looking for somebody else; you keep your place in the queue."),
        ),
        short=_("The helper cannot come on %(date)s. We look for somebody else.")
        % {"date": arrangement.day.strftime("%d/%m")},
    )


def nobody_came(arrangement: Arrangement) -> Text:
    return Text(
        kind="change",
        reference=arrangement.need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("The help of %(moment)s did not take place. We are sorry.")
            % {"moment": moment(arrangement)},
            _("We are looking for somebody else; you keep your place in the queue."),
            _("You no longer need it, or it did take place? Tell us by any way you like."),
        ),
        short=_("The help of %(date)s did not take place. We look for somebody else.")
        % {"date": arrangement.day.strftime("%d/%m")},
    )


def cancelled_for_helper(arrangement: Arrangement) -> Text:
    return Text(
        kind="change",
        reference=arrangement.shown_reference,
        paragraphs=(
            _("Your help on %(moment)s is no longer needed. Thank you all the same!")
            % {"moment": moment(arrangement)},
        ),
        short=_("No longer needed on %(date)s. Thank you!")
        % {"date": arrangement.day.strftime("%d/%m")},
    )


def how_did_it_go(arrangement: Arrangement, reference: str, link: str) -> Text:
    return Text(
        kind="question",
        reference=reference,
        link=link,
        paragraphs=(
            _("How did it go on %(moment)s?") % {"moment": moment(arrangement)},
            _("It went well, it did not go well, or it did not take place: tell us by any way."),
        ),
        short=_("How did it go on %(date)s? Call us or answer on the website.")
        % {"date": arrangement.day.strftime("%d/%m")},
        calls=True,
    )


def vital_corrected(need: Need, vital: bool, words: str) -> Text:
    return Text(
        kind="change",
        reference=need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("A coordinator has looked at what you need: it now comes before all others.")
            if vital
            else _("A coordinator has looked at what you need: it now stands in the usual order."),
            words.strip(),
            _(
                "You do not agree? Tell us by any way you like, with your reference: somebody else "
                "looks at it again."
            ),
        ),
    )


def decided_whether(arrangement: Arrangement, took_place: bool, words: str) -> Text:
    """What a coordinator decided where the two sides said different things."""
    facts = {"moment": moment(arrangement), "date": arrangement.day.strftime("%d/%m")}
    said = (
        _("We asked you both, and take it that the help of %(moment)s took place.")
        if took_place
        else _("We asked you both, and take it that the help of %(moment)s did not take place.")
    )
    return Text(
        kind="change",
        reference=arrangement.need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            said % facts,
            words.strip(),
            _("You do not agree? Tell us by any way you like, with your reference."),
        ),
        short=_("We decided about the help of %(date)s. Call us to hear why.") % facts,
        calls=True,
    )


def tomorrow(arrangement: Arrangement, reference: str) -> Text:
    return Text(
        kind="reminder",
        reference=reference,
        paragraphs=(
            _("A reminder: %(moment)s.") % {"moment": moment(arrangement)},
            *([_not_in_touch(arrangement)] if arrangement.is_apart else ()),
        ),
        short=_("A reminder: %(moment)s.") % {"moment": short_moment(arrangement)},
    )


def _not_in_touch(arrangement: Arrangement) -> str:
    if who := calling.who_brings_together(arrangement):
        return _(
            "You have not heard from each other yet? Call %(who)s today: we bring the two of you "
            "together."
        ) % {"who": who}
    return _(
        "You have not heard from each other yet? Call us today: we bring the two of you together."
    )


def offer_welcome() -> str:
    return _("Thank you. You are on our list: we ask you when somebody near you needs help.")


def every_week() -> str:
    return _("Every week we look for somebody again, until you tell us that it is enough.")


def by_hand_from_now(need: Need) -> Text:
    return Text(
        kind="change",
        reference=need.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("From now on a person looks for somebody who can help you, without our program."),
            _("You keep your place, and you are not helped later for it."),
        ),
    )
