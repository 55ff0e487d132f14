from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import State
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.mine import deciding, rules
from tandem.mine.actions import before_and_after, told
from tandem.mine.choices import ShownBy, Wanted, WishState
from tandem.mine.entering import new_word
from tandem.mine.errors import NotNow
from tandem.mine.jobs import erase_promised_of
from tandem.mine.models import Correction, Wish
from tandem.mine.tests.asked import asks, colleague, wishes_of
from tandem.outbox.choices import State as Sent
from tandem.outbox.models import Message
from tandem.people.actions import merge
from tandem.people.models import Identity, Person
from tandem.people.reveal import reveal_one
from tandem.services.drafts import Code
from tandem.solidarity import engine
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


def test_nothing_is_done_before_it_is_sure_who_asks(commune):
    earlier = CaseFactory(organisation=commune)
    case = asks(commune, Wanted.SEE, Wanted.ERASE, Wanted.LIMIT)
    with colleague(commune):
        for wish in wishes_of(case).values():
            for deed in (deciding.make_ready, deciding.promise_erasure, deciding.limit):
                with pytest.raises(NotNow):
                    deed(wish)
        code = Code(earlier.reference, earlier.word)
        # Whoever has a stranger's reference and word has not shown that she is the stranger.
        with pytest.raises(NotNow, match="wrong_word"):
            deciding.recognise(case, ShownBy.WORD, code=code)
        with pytest.raises(NotNow, match="wrong_word"):
            deciding.recognise(case, ShownBy.WORD, code=Code(case.reference, case.word))
        with pytest.raises(NotNow, match="no_account"):
            deciding.recognise(case, ShownBy.ACCOUNT)
        merge(earlier.person, case.person)
        deciding.recognise(case, ShownBy.WORD, code=code)
        deciding.make_ready(wishes_of(case)[Wanted.SEE])
        assert wishes_of(case)[Wanted.SEE].state == WishState.DONE


@pytest.mark.parametrize("anew", [False, True])
def test_a_word_made_anew_shows_nobody_who_she_is(commune, anew):
    earlier = CaseFactory(organisation=commune)
    case = asks(commune, Wanted.SEE)
    code = Code(earlier.reference, earlier.word)
    with colleague(commune):
        merge(earlier.person, case.person)
        if anew:
            code = new_word.show(earlier, case.person, ShownBy.CARD)
            with pytest.raises(NotNow, match="wrong_word"):
                deciding.recognise(case, ShownBy.WORD, code=code)
        else:
            deciding.recognise(case, ShownBy.WORD, code=code)


def test_put_right_before_and_after_are_kept_sealed_and_she_is_told(commune):
    case = asks(commune, Wanted.CORRECT)
    with colleague(commune):
        deciding.recognise(case, ShownBy.CARD)
        wish = wishes_of(case)[Wanted.CORRECT]
        with pytest.raises(NotNow, match="nothing_changed"):
            deciding.correct(wish, {})
        deciding.correct(wish, {"street": "Rue Neuve 14"})
        now = reveal_one(case.person, Purpose.ANSWER)
        made = Correction.objects.get()
        assert (now.street, now.first_name) == ("Rue Neuve 14", "Odette")
        assert before_and_after(made)[0] == "Rue des Tilleuls Inventés 4"
        assert before_and_after(made)[1] == "Rue Neuve 14"
        assert "Rue Neuve 14" in told(wishes_of(case)[Wanted.CORRECT])
        deciding.answer(case)
        assert "Rue Neuve 14" in "".join(Message.objects.last().text.paragraphs)


def test_left_alone_nobody_is_brought_together_until_she_was_told_that_it_ends(commune):
    hers = PersonFactory(organisation=commune)
    need, offer = NeedFactory(organisation=commune, person=hers), OfferFactory(organisation=commune)
    OfferFactory(organisation=commune, person=hers)
    case = asks(commune, Wanted.LIMIT)
    with colleague(commune):
        engine.propose(commune)
        waiting = Proposal.objects.get(need=need, state="open")
        merge(hers, case.person)
        deciding.recognise(case, ShownBy.CALL)
        deciding.limit(wishes_of(case)[Wanted.LIMIT])
        waiting.refresh_from_db()
        assert waiting.state != "open"
        assert not Need.objects.open().exists()
        assert [one.pk for one in Offer.objects.active()] == [offer.pk]
        engine.propose(commune)
        assert not Proposal.objects.filter(need=need, state="open").exists()
        # Negative control: the flag alone does it; without it she would be proposed to again.
        Need.objects.update(limited=False)
        engine.propose(commune)
        assert Proposal.objects.filter(need=need, state="open").exists()
        Need.objects.update(limited=True)

        before = Message.objects.count()
        with pytest.raises(NotNow, match="say_why"):
            deciding.lift(case, "")
        deciding.lift(case, "You asked us to take it up again.")
        assert Message.objects.count() == before + 1
        assert Need.objects.open().exists()
        assert not Person.objects.filter(limited_at__isnull=False).exists()


def test_erased_only_once_she_was_told_and_not_if_she_changes_her_mind(commune):
    case = asks(commune, Wanted.ERASE)
    with colleague(commune):
        deciding.recognise(case, ShownBy.CARD)
        other = CaseFactory(organisation=commune, person=case.person)
        assert len(rules.stands_against(wishes_of(case)[Wanted.ERASE])) == 1
        with pytest.raises(NotNow, match="still_needed"):
            deciding.promise_erasure(wishes_of(case)[Wanted.ERASE])
        Case.objects.filter(pk=other.pk).update(state=State.WITHDRAWN)
        deciding.promise_erasure(wishes_of(case)[Wanted.ERASE])
        case = deciding.answer(case)
    assert erase_promised_of(commune) == 0, "The answer has not left yet."
    with colleague(commune):
        through = {"state": Sent.SENT, "left_at": timezone.now()}
        Message.objects.filter(person=case.person).update(**through)
        cases.reopen(case, "I changed my mind, keep it.")
    assert erase_promised_of(commune) == 0
    with colleague(commune):
        Message.objects.filter(person=case.person).update(**through)
        deciding.promise_erasure(wishes_of(case)[Wanted.ERASE])
        deciding.answer(Case.objects.select_related("person").get(pk=case.pk))
        Message.objects.filter(person=case.person).update(**through)
    assert erase_promised_of(commune) == 1
    with within(scope_of(commune)):
        assert Person.objects.get(pk=case.person_id).erased_at is not None
        assert not Identity.objects.exists()
        assert {row.sealed for row in Wish.objects.all()} == {None}


def test_an_objection_is_answered_with_reasons_and_more_time_is_taken_once(commune):
    case = asks(commune, Wanted.OBJECT)
    opened_on = timezone.localdate(case.opened_at)
    with colleague(commune):
        deciding.recognise(case, ShownBy.CALL)
        wish = wishes_of(case)[Wanted.OBJECT]
        with pytest.raises(NotNow, match="say_why"):
            deciding.answer_objection(wish, followed=False, words="No.")
        with pytest.raises(CaseNotNow, match="say_why"):
            deciding.take_more_time(case, "")
        case = deciding.take_more_time(case, "The organisation concerned has to be heard first.")
        assert case.due_on == rules.with_more_time(opened_on) > opened_on + timedelta(days=85)
        with pytest.raises(CaseNotNow, match="no_more_time"):
            deciding.take_more_time(case, "The organisation concerned has to be heard first.")
        with pytest.raises(NotNow, match="not_all_decided"):
            deciding.answer(case)
        deciding.answer_objection(wish, followed=False, words="It brought the meal you asked for.")
        case = deciding.answer(case)
        assert (case.state, case.reason) == (State.ANSWERED, "not_legal")
        assert "meal you asked for" in "".join(Message.objects.last().text.paragraphs)
        cases.contest(case, "I do not agree at all.")
        assert wishes_of(case)[Wanted.OBJECT].state == WishState.OPEN
