"""Codes put into whole sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from tandem.services.questions import half_day_name
from tandem.solidarity.neighbours.choices import Interest
from tandem.solidarity.wording import spoken
from tandem.toolbox.texts import Text
from tandem.ui.formats import number

SENTENCES: dict[str, Text] = {
    "shared_interests": gettext_lazy("All of them like: %(interests)s."),
    "shared_languages": gettext_lazy("All of them speak: %(languages)s."),
    "shared_half_days": gettext_lazy("All of them have time: %(half_days)s."),
    "same_place": gettext_lazy("They live under the same postal code."),
    "ring": gettext_lazy(
        "Of these three, any two would leave somebody who suits one of them better: so all three."
    ),
    "joined": gettext_lazy("One of them would be left, and all said that two others suit them."),
    "nobody_else": gettext_lazy("Nobody else looks for company yet."),
    "no_shared_language": gettext_lazy(
        "Whoever looks for company speaks other languages: %(others)s."
    ),
    "no_shared_half_day": gettext_lazy(
        "Whoever looks for company has time at other moments: %(others)s."
    ),
    "no_shared_interest": gettext_lazy("Whoever looks for company likes other things: %(others)s."),
    "all_apart": gettext_lazy("With whoever would suit it did not come about before: %(others)s."),
    "others_suit_each_other": gettext_lazy(
        "There are people who would suit (%(others)s), and they suit each other better."
    ),
    "drawn_out_of_a_ring": gettext_lazy(
        "An odd number of people suit each other in a ring: the lot decided who waits for the next time."
    ),
}
NOT_NOW: dict[str, Text] = {
    "circle_changed": gettext_lazy("This has changed meanwhile. Look at how it stands now."),
    "minor": gettext_lazy("Nobody under age is brought together with people she does not know."),
    "age_unknown": gettext_lazy(
        "Of one of these it is not known yet whether she is 18 or older: ask her first."
    ),
    "age_said": gettext_lazy("That was said already."),
    "not_three": gettext_lazy("Two others would not suit one of these: bring two together."),
    "answer_owed_again": gettext_lazy(
        "The person said that it is not solved or does not agree. That is answered by somebody; "
        "nobody may withdraw it for the person."
    ),
    "same_person": gettext_lazy("Choose two or three different people."),
    "apart": gettext_lazy(
        "Two of these are not brought together: it did not come about before, or they may be one person."
    ),
    "no_language_shared": gettext_lazy("These people have no language in common."),
    "no_moment_shared": gettext_lazy("These people have no moment in common."),
    "say_why": gettext_lazy("The program proposed otherwise: choose why you depart from it."),
}


def sentences(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(SENTENCES[one["code"]]) % _in_words(one["facts"]) for one in reasons]


def _in_words(facts: Mapping[str, Any]) -> dict[str, str]:
    said = {}
    if "interests" in facts:
        said["interests"] = likes(facts["interests"])
    if "languages" in facts:
        said["languages"] = spoken(facts["languages"])
    if "slots" in facts:
        said["half_days"] = ", ".join(str(half_day_name(one)) for one in facts["slots"])
    if "others" in facts:
        said["others"] = number(facts["others"])
    return said


def likes(interests: Iterable[str]) -> str:
    return ", ".join(str(Interest(one).label) for one in interests)


def why_not_now(code: str) -> str:
    return str(NOT_NOW.get(code, NOT_NOW["circle_changed"]))
