"""What can go wrong, in a sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.streets.choices import State
from tandem.toolbox.texts import Text

CODES: Mapping[str, Text] = {
    "say_why": gettext_lazy("Choose why, and say it in a few words: the reporters receive them."),
    "another_person": gettext_lazy(
        "One of the reporters did not agree with your answer: a colleague has to give the next one."
    ),
    "not_asked": gettext_lazy("This report goes on: nothing has to be said of its repair now."),
    "full": gettext_lazy(
        "That day is full: the team cannot do more. Choose the day we propose, or a later one."
    ),
    "not_a_day_of_theirs": gettext_lazy("The team does not work on that day. Choose another one."),
    "day_is_past": gettext_lazy("That day is past. Choose another one."),
    "too_large": gettext_lazy(
        "This is more than the team can do in a whole day. Part it into several jobs, or give it "
        "to another team."
    ),
    "not_open": gettext_lazy("One of them has ended meanwhile, or is with another service."),
    "promised": gettext_lazy(
        "A day was promised with its team. Plan a day with the other team instead: the reporters "
        "are told."
    ),
    "no_longer_fits": gettext_lazy(
        "In this category it is more work, and no longer fits into the day that was promised. Plan "
        "a day with more room first: the reporters are told."
    ),
    "ended": gettext_lazy("This job has ended already."),
    "joined_to_itself": gettext_lazy("A report cannot be joined to itself."),
    "joined_already": gettext_lazy("That report was itself joined to another one, or has ended."),
    "took_part": gettext_lazy(
        "You took part in the work: you began it, or noted that it is done. Somebody else goes to "
        "look. Ask a colleague."
    ),
    "repaired_it": gettext_lazy(
        "You took part in the repair: another colleague notes a yes, or the person says it by a way "
        "of their own. A no you can note."
    ),
    "visited": gettext_lazy("A colleague has noted this visit already."),
    "many_photos": gettext_lazy("This report has many photos already."),
    "photo_is_public": gettext_lazy("This photo is public. Take it back first."),
    "photo_has_changed": gettext_lazy(
        "A colleague has changed this photo meanwhile. Look at it again before everybody sees it."
    ),
    "nobody_tells": gettext_lazy("Nobody tells of this any more."),
}


def why_not_now(code: str) -> str:
    if code in State.values:
        return _("Something changed meanwhile: the report is now “%(state)s”. Look again.") % {
            "state": State(code).label
        }
    return str(CODES.get(code, _("Something changed meanwhile. Look again.")))
