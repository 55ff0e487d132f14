"""What people are asked to consent to here: the text, and the stories that show it was understood."""

from django.utils.translation import gettext_lazy as _

from tandem.mandates import consenting
from tandem.mandates.consents import ConsentText, Scenario, register

UNSURE = ("unsure", _("I do not know"))

PROGRESS = register(
    ConsentText(
        purpose="progress",
        version=1,
        title=_("Look together at what I do by myself"),
        words=_(
            "You and your helper look together at what you did alone, together, or had done for "
            "you, and write down what you would like to do by yourself. Only the helpers whom you "
            "named see it. It decides nothing: no right, no money, no place in a queue. You can "
            "take it back at any moment, by any way: then what was written down is erased."
        ),
        scenarios=(
            Scenario(
                name="office",
                asked=_("An office asks what you do. Does it get an answer?"),
                answers=(
                    ("no", _("No: only the helpers I named see it")),
                    ("yes", _("Yes, if it asks in writing")),
                    UNSURE,
                ),
                right="no",
                explained=_(
                    "Let us say it in another way. It is like a notebook that lies between you and "
                    "your helper. Nobody else opens it: no office, no landlord, no judge."
                ),
                asked_again=_("Your landlord wants to read in it. May he?"),
                short=_("An office asks what you do. Does it get an answer?"),
                short_again=_("Only you and your helper read it. Your landlord wants to. May he?"),
            ),
            Scenario(
                name="mind",
                asked=_("Next month you change your mind. What do you do?"),
                answers=(
                    ("wait", _("I wait until the time is over")),
                    ("stop", _("I say stop, by any way, and it ends at once")),
                    UNSURE,
                ),
                right="stop",
                explained=_(
                    "Let us say it in another way. You can always stop: you telephone, you come, "
                    "you write. You need not say why, and what was written down is erased."
                ),
                asked_again=_("It no longer pleases you. Must you wait for the last day?"),
                short=_("Next month you change your mind. What do you do?"),
                short_again=_("You can always stop, without a reason. Must you wait?"),
            ),
            Scenario(
                name="lose",
                asked=_("You say no today. What do you lose?"),
                answers=(
                    ("help", _("Nobody helps me any more")),
                    ("nothing", _("Nothing: I am helped as before")),
                    UNSURE,
                ),
                right="nothing",
                explained=_(
                    "Let us say it in another way. Your helper helps you with your letters, "
                    "whether you say yes or no here. This is something besides."
                ),
                asked_again=_("You do not want it. Are you still helped?"),
                short=_("You say no today. What do you lose?"),
                short_again=_("You are helped in any case. You do not want it: what do you lose?"),
            ),
        ),
        undo=consenting.erase_goals,
        undone=_(
            "Nobody looks at what you do by yourself any more. What you wanted to learn was erased."
        ),
    )
)
