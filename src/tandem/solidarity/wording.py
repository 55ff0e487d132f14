"""Codes put into whole sentences: the engine's reasons, and why a deed could not be done."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from engines.pairing.codes import REPAIR, RULED_OUT, WHAT_WOULD_CHANGE_IT, WHY
from tandem.services.questions import half_day_name
from tandem.solidarity.choices import Safeguard
from tandem.solidarity.forms import LANGUAGES
from tandem.toolbox.texts import Text
from tandem.ui.formats import locale, number

Facts = Mapping[str, Any]
Reason = Mapping[str, Any]
"""As kept: `code` and `facts`."""
Names = Mapping[str, str]
"""How each offer is called on this page, by its key; never a name across a border."""

SENTENCES: dict[str, Text] = {
    # Why this one.
    "vital": gettext_lazy("Without this help, this person lacks something vital tomorrow."),
    "first_help": gettext_lazy("This is the first help of this person in the last weeks."),
    "next_help": gettext_lazy(
        "This is help number %(level)s of this person in the last weeks; "
        "nobody who has had less could be helped instead."
    ),
    "skill_offered": gettext_lazy("The volunteer does this kind of help."),
    "within_reach": gettext_lazy(
        "The place is %(distance)s; the volunteer goes as far as %(radius)s."
    ),
    "shares_language": gettext_lazy("They both speak: %(languages)s."),
    "shares_half_day": gettext_lazy("Both are free: %(half_day)s."),
    "safeguards_held": gettext_lazy("What must be checked has been checked: %(safeguards)s."),
    "usual_helper": gettext_lazy("The volunteer has come to this person before, every week."),
    "only_candidate": gettext_lazy("Nobody else could do it."),
    "nearest": ngettext_lazy(
        "Of %(candidates)s volunteer who could come, nobody lives nearer.",
        "Of %(candidates)s volunteers who could come, nobody lives nearer.",
        "candidates",
    ),
    "nearest_free": ngettext_lazy(
        "Of %(candidates)s volunteer who could come, this is the nearest who is still free.",
        "Of %(candidates)s volunteers who could come, this is the nearest who is still free.",
        "candidates",
    ),
    "nearer_like_it_less": ngettext_lazy(
        "Nearer lives %(free)s volunteer who is free, but prefers other kinds of help.",
        "Nearer live %(free)s volunteers who are free, but prefer other kinds of help.",
        "free",
    ),
    "nearer_would_do_more": ngettext_lazy(
        "Nearer lives %(free)s volunteer who is free, but would then have more tasks this week.",
        "Nearer live %(free)s volunteers who are free, but would then have more tasks this week.",
        "free",
    ),
    "least_cost_in_all": gettext_lazy(
        "Somebody else lives nearer and is free, but nearness is not all that counts: what each "
        "prefers, how many tasks each has and who came before weigh too."
    ),
    "likes_task": gettext_lazy("The volunteer likes this kind of help."),
    "task_not_liked": gettext_lazy(
        "The volunteer prefers other kinds of help, but agreed to be asked for this one."
    ),
    "tasks_of_offer": ngettext_lazy(
        "With this the volunteer has %(tasks)s task of at most %(capacity)s this week.",
        "With this the volunteer has %(tasks)s tasks of at most %(capacity)s this week.",
        "tasks",
    ),
    # Why not another one.
    "taken_by_vital": gettext_lazy(
        "%(who)s is needed by somebody who lacks something vital tomorrow."
    ),
    "taken_by_own_need": gettext_lazy("%(who)s already helps with another need of this person."),
    "taken_by_person_with_less": gettext_lazy(
        "%(who)s is needed by somebody who has had fewer helps."
    ),
    "taken_by_person_with_as_few": gettext_lazy(
        "%(who)s is needed by somebody who has had as few helps."
    ),
    "already_at_capacity": ngettext_lazy(
        "%(who)s already has %(tasks)s task of at most %(capacity)s this week.",
        "%(who)s already has %(tasks)s tasks of at most %(capacity)s this week.",
        "tasks",
    ),
    "half_days_taken": gettext_lazy("%(who)s is already asked for these moments."),
    "not_the_usual_helper": gettext_lazy(
        "%(who)s could come too, but somebody else has come to this person before."
    ),
    "farther": gettext_lazy("%(who)s lives farther away."),
    "likes_task_less": gettext_lazy("%(who)s prefers other kinds of help."),
    "less_even_load": gettext_lazy("%(who)s would have more to do than the others."),
    "later_half_day": gettext_lazy("%(who)s suits as well, but only later in the week."),
    "drawn_by_lot": gettext_lazy("%(who)s suits as well; the lot decided."),
    # Why nobody.
    "no_offer_with_skill": gettext_lazy("No volunteer does this kind of help."),
    "none_within_reach": gettext_lazy("Whoever does this kind of help does not come so far."),
    "none_shares_language": gettext_lazy("Whoever could come speaks another language."),
    "none_shares_half_day": gettext_lazy("Whoever could come is not free at these moments."),
    "none_holds_safeguards": gettext_lazy(
        "Whoever could come has not been checked as this person wishes."
    ),
    "none_left_after_refusals": gettext_lazy(
        "Of whoever could come it was noted: not with this person, for now or for good."
    ),
    "none_but_herself": gettext_lazy("Only this person herself offers this kind of help."),
    "all_taken_by_own_needs": gettext_lazy(
        "Whoever could come already helps with other needs of this person."
    ),
    "all_taken_by_vital": gettext_lazy(
        "Whoever could come is needed by people who lack something vital tomorrow."
    ),
    "all_taken_by_people_with_fewer_helps": gettext_lazy(
        "Whoever could come is needed by people who have had fewer helps."
    ),
    "all_taken_by_people_with_no_more_helps": gettext_lazy(
        "Whoever could come is needed by people who have had no more helps."
    ),
    "all_at_capacity": gettext_lazy("Whoever could come already does as much as offered."),
    # What would change it.
    "would_be_served_if_slot_added": gettext_lazy(
        "%(who)s could come if this moment suited too: %(half_day)s."
    ),
    "would_be_served_if_language_added": gettext_lazy(
        "%(who)s could come if one of these languages were possible: %(languages)s."
    ),
    "would_be_served_if_radius_longer": gettext_lazy(
        "%(who)s could come by going %(extra)s farther."
    ),
    "would_be_served_if_safeguard_held": gettext_lazy(
        "%(who)s could come once this is checked: %(safeguards)s."
    ),
    "would_be_served_if_one_more_task": ngettext_lazy(
        "%(who)s could come by doing %(capacity)s task this week instead of none.",
        "%(who)s could come by doing %(capacity)s tasks this week instead of fewer.",
        "capacity",
    ),
    "would_be_served_if_moved": ngettext_lazy(
        "%(who)s could come if %(moves)s agreed task of somebody else were moved.",
        "%(who)s could come if %(moves)s agreed tasks of others were moved.",
        "moves",
    ),
    # Hard limits.
    "skill_not_offered": gettext_lazy("Does not do this kind of help."),
    "too_far": gettext_lazy("Does not come so far."),
    "no_shared_language": gettext_lazy("Speaks another language."),
    "no_shared_half_day": gettext_lazy("Is not free at these moments."),
    "safeguard_missing": gettext_lazy("Has not been checked as this person wishes."),
    "refused": gettext_lazy("It was noted: not these two, for now or for good."),
    "same_person": gettext_lazy("Is the person who asks."),
}

NOT_NOW: dict[str, Text] = {
    "proposal_changed": gettext_lazy(
        "The proposal has changed meanwhile. Look at the new one, then decide."
    ),
    "need_or_offer_changed": gettext_lazy(
        "Somebody was faster: this need is no longer looked for, or the volunteer is away."
    ),
    "need_served": gettext_lazy("A colleague was faster: somebody has already been asked."),
    "half_day_taken": gettext_lazy(
        "A colleague was faster: this volunteer has just been asked for that moment. "
        "Choose somebody else, or look for helpers again."
    ),
    "week_full": gettext_lazy(
        "This volunteer has meanwhile been asked as often as offered for a week. "
        "Choose somebody else, or look for helpers again."
    ),
    "others_first": gettext_lazy(
        "Other people come first, and this volunteer could help them. "
        "Look at them first, or say why not."
    ),
    "left_alone": gettext_lazy(
        "One of the two wants her data left alone for now: nobody is brought together."
    ),
    "limit_broken": gettext_lazy("These two cannot be brought together; the list says why."),
    "half_day_not_shared": gettext_lazy("Choose a moment at which both are free."),
    "say_why": gettext_lazy("Write the reason in a few words."),
    "answer_owed_again": gettext_lazy(
        "The person said that it is not solved or does not agree. That is answered by somebody; "
        "nobody may withdraw it for the person."
    ),
    "decided_by_you": gettext_lazy(
        "You decided on this proposal yourself: a colleague has to answer."
    ),
    "another_person": gettext_lazy(
        "The person contests your own answer: a colleague has to answer this time."
    ),
    "asked": gettext_lazy("This has not been agreed yet."),
    "agreed": gettext_lazy("This has already been agreed. To go back on it, cancel it."),
    "declined": gettext_lazy("The answer was already no. Somebody else is looked for."),
    "lapsed": gettext_lazy("The time to answer is over. Somebody else is looked for. Thank you!"),
    "moment_over": gettext_lazy(
        "The moment of this help has come and gone: nobody expects you for it any more. "
        "Thank you for wanting to help!"
    ),
    "cancelled": gettext_lazy("This was cancelled meanwhile."),
    "done": gettext_lazy("This help has already taken place."),
    "not_done": gettext_lazy("It was already said that this help did not take place."),
}
CHANGED = gettext_lazy("This has changed meanwhile. Look at how it stands now.")


def why_not_now(code: str) -> str:
    return str(NOT_NOW.get(code, CHANGED))


def sentence(reason: Reason, names: Names) -> str:
    """One reason in the language in force."""
    code, facts = reason["code"], reason["facts"]
    if code == RULED_OUT:
        return ruled_out(facts)
    return str(SENTENCES[code] % _in_words(facts, names))


def ruled_out(counts: Facts) -> str:
    """How many volunteers fall at each limit, where they fall first."""
    said = [
        _("%(many)s × %(why)s") % {"many": number(many), "why": _small(str(SENTENCES[code]))}
        for code, many in counts.items()
    ]
    total = sum(counts.values())
    return ngettext(
        "%(total)s other volunteer cannot come: %(why)s",
        "%(total)s other volunteers cannot come: %(why)s",
        total,
    ) % {"total": number(total), "why": "; ".join(said)}


def why_this_one(reasons: list[Reason], names: Names) -> list[str]:
    told = {one["code"] for one in reasons}
    # "Prefers other kinds, but agreed" says it already, and would seem to say the contrary.
    left_out = {"skill_offered"} if "task_not_liked" in told else set()
    wanted = [one for one in reasons if one["code"] in WHY and one["code"] not in left_out]
    return [sentence(one, names) for one in wanted]


def what_would_change_it(reasons: list[Reason], names: Names) -> list[str]:
    return [sentence(one, names) for one in reasons if one["code"] in WHAT_WOULD_CHANGE_IT]


def if_moved(reasons: list[Reason], names: Names) -> str:
    return next((sentence(one, names) for one in reasons if one["code"] == REPAIR), "")


def who_cannot_come(reasons: list[Reason]) -> str:
    found = [one for one in reasons if one["code"] == RULED_OUT]
    return ruled_out(found[0]["facts"]) if found else ""


def distance(metres: int) -> str:
    """As one says it: nobody needs the last metre, and centres of communes are compared."""
    if metres == 0:
        return _("in the same commune")
    if metres < 950:
        return _("about %(metres)s m away") % {"metres": number(max(100, round(metres, -2)))}
    return _("about %(km)s km away") % {"km": number(round(metres / 1000, 1))}


def length(metres: int) -> str:
    if metres < 1000:
        return _("%(metres)s m") % {"metres": number(metres)}
    return _("%(km)s km") % {"km": number(round(metres / 1000, 1))}


def spoken(codes: list[str]) -> str:
    named = dict(LANGUAGES)
    return ", ".join(str(named.get(code) or _elsewhere(code)) for code in codes)


def _elsewhere(code: str) -> str:
    """A language that our forms do not offer and an older list names."""
    return str(locale().languages.get(code, code)).capitalize()


def checks(codes: list[str]) -> str:
    return ", ".join(str(Safeguard(code).label) for code in codes)


def _small(text: str) -> str:
    """Inside a sentence."""
    return text[:1].lower() + text[1:].rstrip(".")


WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "distance_m": ("distance", distance),
    "radius_m": ("radius", length),
    "extra_m": ("extra", length),
    "languages": ("languages", spoken),
    "safeguards": ("safeguards", checks),
    "slot": ("half_day", lambda slot: str(half_day_name(slot))),
}
"""Facts that are said otherwise than they are counted."""


def _in_words(facts: Facts, names: Names) -> dict[str, Any]:
    said = dict(facts)
    for name, (word, put) in WORDS.items():
        if name in facts:
            said[word] = put(facts[name])
    said["who"] = names.get(str(facts.get("offer")), _("A volunteer"))
    return said
