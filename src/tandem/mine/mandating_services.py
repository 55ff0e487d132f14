"""Letting somebody act, taking it back, and consenting: declared once, reached by every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.cases import panels
from tandem.journal.choices import Purpose
from tandem.mine import mandating_deeds, mandating_panels
from tandem.mine.consenting_forms import ProgressForm
from tandem.mine.mandating_forms import GiveMandateForm, TakeBackForm
from tandem.services.catalogue import offer
from tandem.services.declaration import Promise, Service
from tandem.territory.choices import Role


@offer
class GiveMandate(Service):
    """She lets an organisation act for her."""

    slug = "give-mandate"
    pictogram = "people"
    title = _("Let somebody act for you")
    summary = _("A helper may do what you choose, as long as you choose. You end it when you like.")
    keyword = pgettext_lazy("one word to text", "MANDATE")
    room = "mine"
    form = GiveMandateForm
    promise = Promise(working_days=2)
    purpose = Purpose.ANSWER
    handled_by = frozenset({Role.COORDINATOR})
    why_online = _(
        "So that you can read it at home, as long as you like. "
        "At the desk and by telephone it is read out to you, in your language, before anything begins."
    )
    signed = _("Your name or your mark: with it you let us do this, and nothing else.")
    submit = staticmethod(mandating_deeds.give_mandate)


@offer
class TakeBack(Service):
    """She ends what she gave: one act, all of them, or a consent."""

    slug = "take-back-what-i-gave"
    pictogram = "hand"
    title = _("Take back what you gave")
    summary = _("Nobody may act for you any more, or not for this. It ends at once.")
    keyword = pgettext_lazy("one word to text", "STOPHELP")
    room = "mine"
    form = TakeBackForm
    promise = Promise(working_days=1)
    purpose = Purpose.ANSWER
    handled_by = frozenset({Role.COORDINATOR})
    why_online = _(
        "So that you can end it at any hour, without speaking to anybody. "
        "The telephone, the desk and a letter do the same."
    )
    submit = staticmethod(mandating_deeds.take_back_what_was_given)


@offer
class SeeProgress(Service):
    """She consents to look, with her helper, at what she does by herself."""

    slug = "look-at-progress"
    pictogram = "form"
    title = _("Look together at what you do by yourself")
    summary = _("With your helper, see what you do alone, and say what you want to learn.")
    keyword = pgettext_lazy("one word to text", "PROGRESS")
    room = "mine"
    form = ProgressForm
    promise = Promise(working_days=5)
    purpose = Purpose.ANSWER
    handled_by = frozenset({Role.COORDINATOR})
    why_online = _(
        "So that you can think about it at home. At the desk and by telephone it is read out to you."
    )
    signed = _("Your name or your mark")
    submit = staticmethod(mandating_deeds.agree_to_progress)


panels.register(mandating_panels.about_mandate)
panels.register(mandating_panels.about_taking_back)
panels.register(mandating_panels.about_consent)
