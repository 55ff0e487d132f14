from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.cases import by_word, following, panels, under_way
from tandem.journal.choices import Purpose
from tandem.outbox import speech
from tandem.people import limiting
from tandem.people.sameness import when_decided
from tandem.services.catalogue import offer
from tandem.services.conditions import When
from tandem.services.declaration import Promise, Service, Urgent
from tandem.solidarity import (
    actions,
    answers_by_text,
    case_panels,
    ending,
    left_alone,
    messages,
    queue,
    remarks,
    remarks_page,
    welcoming,
    whereabouts,
)
from tandem.solidarity.choices import COORDINATING
from tandem.solidarity.forms import AskForHelpForm, OfferHelpForm, PostProjectForm
from tandem.solidarity.goods import actions as giving
from tandem.solidarity.goods import panels as goods_panels
from tandem.solidarity.goods.forms import AskForGoodsForm, GiveGoodsForm
from tandem.solidarity.neighbours import actions as seeking
from tandem.solidarity.neighbours import by_text as company_by_text
from tandem.solidarity.neighbours import ending as company_ending
from tandem.solidarity.neighbours import messages as company_messages
from tandem.solidarity.neighbours import panels as company_panels
from tandem.solidarity.neighbours.forms import FindCompanyForm
from tandem.solidarity.remark_form import ProgramForm


@offer
class AskForHelp(Service):
    """A resident asks the commune's volunteers for a hand."""

    slug = "ask-for-help"
    pictogram = "hand"
    title = _("Ask for help")
    summary = _(
        "Errands, a meal, a lift, a call, help with a form: somebody near you lends a hand."
    )
    keyword = pgettext_lazy("one word to text", "NEED")
    room = "solidarity"
    form = AskForHelpForm
    promise = Promise(working_days=2)
    urgent = Urgent(
        When("vital", is_in={"yes"}),
        Promise(working_days=1),
        now=_(
            "The coordinators see your request at once; food and medicines come before all "
            "others. Can you not wait for their answer? Telephone your commune. In danger, call 112."
        ),
    )
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    why_online = _(
        "So that a neighbour can be found also in the evening and at the weekend. "
        "The telephone and the desk stay, with the same questions and the same promise."
    )
    in_danger = True
    submit = staticmethod(actions.ask_for_help)
    moved = staticmethod(ending.follow_case)


@offer
class OfferHelp(Service):
    """Somebody, or a group, is ready to help."""

    slug = "offer-help"
    pictogram = "heart"
    title = _("Offer help")
    summary = _("Once or every week, alone or with colleagues: say what you can do and when.")
    keyword = pgettext_lazy("one word to text", "OFFER")
    room = "solidarity"
    form = OfferHelpForm
    promise = Promise(working_days=5)
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    why_online = _(
        "So that you can offer help at any hour. You can do the same by telephone or at the desk."
    )
    submit = staticmethod(actions.offer_help)
    moved = staticmethod(welcoming.follow_offer)


@offer
class PostProject(Service):
    """An association looks for hands."""

    slug = "post-a-project"
    pictogram = "people"
    title = _("Find volunteers for your association")
    summary = _("A project or a regular task: say how many hands you need, and when.")
    keyword = pgettext_lazy("one word to text", "PROJECT")
    room = "solidarity"
    form = PostProjectForm
    promise = Promise(working_days=5)
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    why_online = _(
        "So that associations without office hours can ask too. "
        "You can do the same by telephone or at the desk."
    )
    submit = staticmethod(actions.post_project)
    moved = staticmethod(ending.follow_case)


@offer
class AboutOurProgram(Service):
    """Somebody wants a person instead of the program, contests a result, or has an opinion."""

    slug = "about-our-program"
    pictogram = "form"
    title = _("Your say about our program")
    summary = _(
        "A program proposes who helps whom. Ask for a person instead, contest it, or say what you think."
    )
    keyword = pgettext_lazy("one word to text", "PROGRAM")
    room = "solidarity"
    form = ProgramForm
    promise = Promise(working_days=10)
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    answered_in_room = True
    why_online = _(
        "So that you can say it at any hour. The telephone, the desk and paper stay, with the same "
        "questions; a person answers in any case."
    )
    submit = staticmethod(remarks.say_about_program)
    moved = staticmethod(remarks.follow_case)


@offer
class GiveGoods(Service):
    """A company, an association or somebody gives goods in quantities."""

    slug = "give-goods"
    pictogram = "heart"
    title = _("Give goods")
    summary = _(
        "Masks, blankets, toys, drawings: say how many, and they are shared out fairly among all who ask."
    )
    keyword = pgettext_lazy("one word to text", "GIVE")
    room = "solidarity"
    form = GiveGoodsForm
    promise = Promise(working_days=5)
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    why_online = _(
        "So that you can give at any hour. You can do the same by telephone or at the desk."
    )
    submit = staticmethod(giving.give_goods)
    moved = staticmethod(giving.follow_gift)


@offer
class AskForGoods(Service):
    """A person, a home or an association asks for goods in quantities."""

    slug = "ask-for-goods"
    pictogram = "hand"
    title = _("Ask for goods")
    summary = _(
        "Food parcels, blankets, nappies, school things: for you or for those you look after. "
        "Nobody has a second one before all who ask have a first."
    )
    keyword = pgettext_lazy("one word to text", "GOODS")
    room = "solidarity"
    form = AskForGoodsForm
    promise = Promise(working_days=10)
    urgent = Urgent(
        When("vital", is_in={"yes"}),
        Promise(working_days=1),
        now=_(
            "The coordinators see your request at once; food and baby milk come before all others. "
            "Can you not wait for their answer? Telephone your commune. In danger, call 112."
        ),
    )
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    in_danger = True
    why_online = _(
        "So that you need not ask aloud for what you lack. "
        "The telephone and the desk stay, with the same questions and the same promise."
    )
    submit = staticmethod(giving.ask_for_goods)
    moved = staticmethod(giving.follow_ask)


@offer
class FindCompany(Service):
    """Somebody would like to get to know a neighbour, or two."""

    slug = "find-company"
    pictogram = "people"
    title = _("Find company")
    summary = _(
        "A coffee, a walk, a game: get to know one or two neighbours. You meet when all have said yes."
    )
    keyword = pgettext_lazy("one word to text", "COMPANY")
    room = "solidarity"
    form = FindCompanyForm
    promise = Promise(working_days=10)
    purpose = Purpose.SOLIDARITY
    handled_by = COORDINATING
    why_online = _(
        "So that you can ask without saying aloud that you are alone. "
        "The telephone and the desk stay, with the same questions and the same promise."
    )
    submit = staticmethod(seeking.find_company)
    moved = staticmethod(company_ending.follow_case)


by_word.register(answers_by_text.QUESTIONS)
by_word.register(company_by_text.QUESTIONS)
following.register(whereabouts.page_of_question)
panels.register(case_panels.about_need)
under_way.register(case_panels.under_way)
panels.register(case_panels.about_offer)
panels.register(remarks_page.about_remark)
panels.register(goods_panels.about_gift)
panels.register(goods_panels.about_ask)
panels.register(company_panels.about_seeker)
for kind in messages.QUESTIONS:
    speech.register_question(kind, "solidarity:answers")
for kind in company_messages.QUESTIONS:
    speech.register_question(kind, "solidarity:company_answers")
# Who is one person changes whose turn it is.
when_decided(queue.look_for_helpers)
limiting.register("solidarity", left_alone.rest)
