"""What the room says on the page of a case: to the person who asked, and to colleagues."""

from dataclasses import dataclass

from django.template import engines
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import Markup

from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.cases.under_way import UnderWay
from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal_one
from tandem.solidarity import explaining, helper_page, messages, rules, vital, whereabouts
from tandem.solidarity.choices import ArrangementState, HowOften, NeedState, Side
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer
from tandem.tenancy.scope import required, within
from tandem.ui.formats import short_day


@dataclass(frozen=True, slots=True)
class Help:
    """One help as the person who asked sees it."""

    row: Arrangement
    sentence: str
    may_cancel: bool
    may_say: bool


def about_need(case: Case, *, for_staff: bool) -> Markup | None:
    need = Need.objects.filter(case=case.pk).first()
    if need is None:
        return None
    values = {
        "need": need,
        "state": _state(need),
        "overtaken": short_day(need.overtaken_at) if need.overtaken_at else "",
        "vital_why": "" if for_staff else vital.why(need),
        "may_contest_vital": vital.may_contest(need),
        "helps": [] if for_staff else _helps(need),
        "why": explaining.for_the_person(need),
        "may_stop": _may_stop(need, case),
        "for_staff": for_staff,
    }
    return _rendered("need_panel", values)


def under_way(case: Case) -> UnderWay | None:
    """Who was asked or has agreed to come; no name, for whoever answers may be no coordinator."""
    need = Need.objects.filter(case=case.pk).first()
    if need is None:
        return None
    rows = list(Arrangement.objects.in_force().leading().filter(need=need).order_by("day", "pk"))
    if not rows:
        return None
    how_often = HowOften(need.how_often)
    kept_by = frozenset(one for one in Reason if rules.goes_on(how_often, one))
    with override(case.language):
        answer = " ".join(
            _("Somebody comes on %(moment)s.") % {"moment": messages.moment(row)}
            for row in rows
            if row.state == ArrangementState.AGREED
        )
    return UnderWay(tuple(_under_way(row) for row in rows), answer, kept_by)


def _under_way(row: Arrangement) -> str:
    said = {
        ArrangementState.AGREED: _("A volunteer agreed to come on %(moment)s."),
        ArrangementState.ASKED: _("A volunteer was asked for %(moment)s and has not answered."),
    }[ArrangementState(row.state)]
    return said % {"moment": messages.moment(row)}


def _may_stop(need: Need, case: Case) -> bool:
    """A weekly help goes on after its case was answered, which then cannot be withdrawn."""
    goes_on = need.how_often == HowOften.WEEKLY and need.state not in rules.ENDED
    return goes_on and case.state not in OWED


def about_offer(case: Case, *, for_staff: bool) -> Markup | None:
    offer = Offer.objects.filter(case=case.pk).first()
    if offer is None:
        return None
    values = {"mine": helper_page.mine(offer), "for_staff": for_staff}
    return _rendered("offer_panel", values)


def _state(need: Need) -> str:
    return {
        NeedState.OPEN: _("We are looking for somebody who can help."),
        NeedState.ASKED: _("We have asked somebody and wait for the answer."),
        NeedState.ARRANGED: _("Somebody will come."),
        NeedState.BADLY: _("It did not go well. A coordinator looks at it and answers."),
        NeedState.DONE: _("The help took place."),
        NeedState.NOBODY: _("We found nobody who can help. We are sorry."),
        NeedState.WITHDRAWN: _("We no longer look for anybody."),
    }[NeedState(need.state)]


def _helps(need: Need) -> list[Help]:
    """Those agreed or past; of somebody only asked, nothing is said."""
    told = Arrangement.objects.leading().filter(need=need, state__in=rules.TOLD_OF)
    rows = told.order_by("-day", "-pk")[:5]
    said = set(
        Feedback.objects.filter(arrangement__in=rows, side=Side.ASKER).values_list(
            "arrangement", flat=True
        )
    )
    return [_help(row, row.pk in said) for row in rows]


def _help(row: Arrangement, has_said: bool) -> Help:
    agreed = row.state == ArrangementState.AGREED
    facts = {"name": _first_name(row) if agreed else "", "moment": messages.moment(row)}
    if has_said and row.feedbacks.disputed().exists():
        sentence = _(
            "We were told two different things about %(moment)s. A coordinator asks both of you "
            "and decides; until then it counts as a help."
        )
        return Help(row=row, sentence=sentence % facts, may_cancel=False, may_say=False)
    sentences = {
        ArrangementState.AGREED: _("%(name)s comes on %(moment)s."),
        ArrangementState.DONE: _("Somebody came on %(moment)s."),
        ArrangementState.NOT_DONE: _("Nobody came on %(moment)s."),
    }
    return Help(
        row=row,
        sentence=sentences[ArrangementState(row.state)] % facts,
        may_cancel=agreed and rules.may_still_cancel(row.day, timezone.localdate()),
        may_say=not has_said
        and rules.may_say_how_it_went(ArrangementState(row.state), row.day, timezone.localdate()),
    )


def _first_name(row: Arrangement) -> str:
    """The helper's, from the moment of agreeing; also across a border, as in the introduction."""
    offer = whereabouts.offer_of(row)
    with within(required() | whereabouts.where_helper_is(row)):
        who = reveal_one(
            offer.person, Purpose.SOLIDARITY, what="solidarity.volunteer_named", about=offer
        )
    return who.first_name or _("A volunteer")


def _rendered(name: str, values: dict[str, object]) -> Markup:
    page = engines["jinja2"].get_template(f"solidarity/{name}.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704
