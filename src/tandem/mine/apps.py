from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.mandates.choices import HELPING
from tandem.territory.choices import at_own
from tandem.ui import navigation


class MineConfig(AppConfig):
    name = "tandem.mine"
    label = "mine"

    def ready(self) -> None:
        navigation.register(_("My data"), "mine:home", place="footer", order=82)
        navigation.register(_("Sign in"), "mine:enter", place="footer", order=84)
        words.register("mine.way_in_added", _("You can sign in by one more way."))
        words.register("mine.way_in_ended", _("A way by which you signed in was taken away."))
        words.register("mine.entry_given", _("A code to sign in was made for you at the desk."))
        words.register(
            "mine.seen_at_desk",
            _("A colleague said that you were seen at the desk, for a code to sign in."),
        )
        words.register("mine.word_renewed", _("Your request got a new word; the old one is dead."))
        words.register(
            "mine.word_shown",
            _("The new word of your request was shown to a colleague once, to tell it to you."),
        )
        words.register("mine.entered_by_paper", _("Somebody signed in with a code on paper."))
        words.register("mine.wished", _("You asked something about your data."))
        # A telephone service has no mandates of its own.
        helping = [at_own(role) for role in sorted(HELPING)]
        navigation.register(
            _("Mandates"), "mine:mandates", roles=helping, order=45, group="counter"
        )
        words.register("mine.recognised", _("It was made sure that it is you."))
        words.register("mine.wish_done", _("What you asked about your data was done."))
        words.register("mine.wish_refused", _("What you asked about your data was refused."))
        words.register("mine.gathered", _("All that is kept about you was put together for you."))
        words.register("mine.looks_read", _("Who looked at your data was read to you."))
