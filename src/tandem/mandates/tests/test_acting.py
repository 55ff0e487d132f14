"""No act outside its mandate, asked of the database itself."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tandem.journal.models import Entry
from tandem.mandates import actions
from tandem.mandates.choices import Act, Guardian, Proof, Way
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Acting, Mandate, MandateAct
from tandem.mandates.tests.giving import FIRST, at_work, checked, confirmed, in_force, wished
from tandem.tenancy.scope import transaction_within, within
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of
from tests.owner import as_owner

pytestmark = pytest.mark.django_db
ACTS = (Act.LETTERS, Act.FORMS, Act.MONEY)


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def helper(town):
    return MembershipFactory(organisation=town).account


def forced(mandate, helper, act):
    """The row written past every rule of ours, as a mistake of tomorrow might."""
    return Acting.objects.create(
        person=mandate.person,
        helper=helper,
        helper_of_id=mandate.organisation_id,
        door="inperson",
        what=act,
        subject="x",
        mandate=mandate,
        act=act,
        territory_id=mandate.territory_id,
        organisation_id=mandate.organisation_id,
    )


def refused(deed, because):
    with pytest.raises(DatabaseError, match=because), transaction.atomic():
        deed()
    return True


def test_an_act_leaves_its_trace_with_who_did_how_much(town, helper):
    mandate = in_force(town, helper)

    with at_work(helper, town):
        acting = actions.act_under(mandate, Act.LETTERS, Way.TOGETHER)

    assert (acting.mandate, acting.way, acting.skill) == (mandate, Way.TOGETHER, "find")
    entry = Entry.objects.get(word="mandates.acted_under")
    assert entry.persons == [mandate.person.key]


def test_the_database_takes_no_act_past_its_mandate(town, helper):
    mandate = in_force(town, helper)
    other = MembershipFactory(organisation=town).account
    because = "no_act_past_its_mandate"

    assert refused(lambda: forced(mandate, helper, Act.MONEY), because)
    assert refused(lambda: forced(mandate, other, Act.LETTERS), because)
    assert refused(lambda: forced(wished(town), helper, Act.LETTERS), because)
    with time_machine.travel(timezone.now() + timedelta(days=32)):
        assert refused(lambda: forced(mandate, helper, Act.LETTERS), because)
    actions.take_back(mandate, {Act.LETTERS})
    assert refused(lambda: forced(mandate, helper, Act.LETTERS), because)
    assert forced(mandate, helper, Act.FORMS)


def test_a_mandate_taken_back_is_not_given_again_by_rewriting_it(town, helper):
    mandate = in_force(town, helper)
    # The twin: of one that has not ended the same statement is taken.
    assert Mandate.objects.update(ended_at=None, ended_why="") == 1
    actions.take_back(mandate)

    def rewritten(**said):
        return lambda: Mandate.objects.update(**said)

    assert refused(rewritten(ended_at=None, ended_why=""), "what_ended_stays_ended")
    assert refused(rewritten(ended_at=timezone.now()), "what_ended_stays_ended")


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_without_its_guard_the_database_would_have_taken_it():
    """The twin: the very same row, refused, goes in once the guard is switched off."""
    town = OrganisationFactory()
    helper = MembershipFactory(organisation=town).account
    with transaction_within(scope_of(town)):
        mandate = in_force(town, helper)
        with at_work(helper, town):
            done = actions.act_under(mandate, Act.LETTERS, Way.TOGETHER)
        actions.take_back(mandate)
    columns = ", ".join(f.column for f in Acting._meta.concrete_fields if not f.primary_key)
    again = f"INSERT INTO mandates_acting ({columns}) SELECT {columns} FROM mandates_acting WHERE id = %s"

    with as_owner(town) as owner:
        assert "no_act_past_its_mandate" in owner.refused(again, done.pk)
        owner.does("ALTER TABLE mandates_acting DISABLE TRIGGER no_act_past_its_mandate")
        assert owner.does(again, done.pk) == 1


def test_what_was_taken_back_stays_taken_back(town, helper):
    mandate = in_force(town, helper)
    actions.take_back(mandate, {Act.LETTERS})
    row = MandateAct.objects.filter(mandate=mandate, kind=Act.LETTERS)

    assert refused(lambda: row.update(ended_at=None), "stays taken back")
    assert refused(lambda: row.update(kind=Act.MONEY), "permission denied")
    assert refused(
        lambda: MandateAct.objects.create(
            mandate=mandate,
            kind=Act.MONEY,
            territory_id=town.area_id,
            organisation_id=town.pk,
        ),
        "no_act_added_later",
    )


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"days": 366}, "mandate_lasts_a_day_to_a_year"),
        ({"days": 0}, "mandate_lasts_a_day_to_a_year"),
    ],
)
def test_a_mandate_lasts_a_day_to_a_year(town, facts, because):
    with pytest.raises(IntegrityError, match=because):
        wished(town, **facts)


def test_nothing_is_in_force_without_proof_or_past_who_decides_with_her(town, helper):
    guarded = wished(town, guardian=Guardian.PERSON)
    today, now = timezone.localdate(), timezone.now()
    forced_now = {"begins_on": today, "ends_on": today, "confirmed_at": now}
    rows = Mandate.objects.filter(pk=guarded.pk)

    with pytest.raises(NotNow, match="representative"):
        actions.confirm(guarded, checked(helper))
    with pytest.raises(NotNow, match="two_witnesses"):
        said = {"witnesses": ("Ana",), "representative_agreed": True}
        actions.confirm(guarded, checked(helper, proof=Proof.WITNESSES, **said))
    assert refused(
        lambda: rows.update(proof=Proof.WITNESSES, witnesses=1, **forced_now),
        "no_mandate_in_force_without_proof",
    )
    assert refused(
        lambda: rows.update(proof=Proof.PAPER, **forced_now), "no_mandate_past_who_decides_with_her"
    )
    assert actions.confirm(guarded, checked(helper, representative_agreed=True)).confirmed_at


def test_money_takes_a_second_colleague_whom_the_database_asks_for_too(town, helper):
    mandate = wished(town, acts=(Act.MONEY, Act.LETTERS))
    with at_work(FIRST, town):
        mandate = actions.confirm(mandate, checked(helper))
        with pytest.raises(NotNow, match="another_colleague"):
            actions.agree(mandate)
    assert mandate.confirmed_at is None
    rows = Mandate.objects.filter(pk=mandate.pk)
    today = timezone.localdate()
    begins = {"confirmed_at": timezone.now(), "begins_on": today, "ends_on": today}
    new = MembershipFactory(organisation=town, since=timezone.now()).account
    old = MembershipFactory(organisation=town).account
    alone, newcomer = "no_mandate_of_one_colleague_alone", "no_newcomer_agrees_to_a_mandate"

    assert refused(lambda: rows.update(confirmed_by=FIRST.pk, **begins), alone)
    assert refused(lambda: rows.update(confirmed_by=new.pk, **begins), newcomer)
    late = begins | {"checked_at": timezone.now() + timedelta(days=365)}
    assert refused(lambda: rows.update(confirmed_by=new.pk, **late), newcomer)
    assert refused(lambda: forced(mandate, helper, Act.MONEY), "no_act_past_its_mandate")
    rows.update(confirmed_by=old.pk, **begins)
    assert refused(lambda: rows.update(confirmed_by=FIRST.pk), alone)
    assert forced(mandate, helper, Act.MONEY), "with a second one the same row goes in"


def test_whoever_is_added_later_acts_once_she_was_told_and_never_with_money(town, helper):
    mandate = in_force(town, helper, acts=(Act.MONEY, Act.LETTERS))
    other = MembershipFactory(organisation=town).account
    with at_work(other, town), pytest.raises(NotNow, match="not_yourself"):
        actions.name_helpers(mandate, [other.pk])
    with at_work(helper, town):
        added = actions.name_helpers(mandate, [helper.pk, other.pk])
        with pytest.raises(NotNow, match="not_yourself"):
            actions.name_helpers(mandate, [helper.pk])
    actions.helpers_told_by(mandate, added, 7)

    with at_work(other, town):
        with pytest.raises(NotNow, match="not_told_yet"):
            actions.act_under(mandate, Act.LETTERS, Way.FOR_HER)
        assert refused(lambda: forced(mandate, other, Act.LETTERS), "no_act_past_its_mandate")
        actions.helpers_told(mandate, 7)
        assert actions.act_under(mandate, Act.LETTERS, Way.FOR_HER)
        with pytest.raises(NotNow, match="money_anew"):
            actions.act_under(mandate, Act.MONEY, Way.FOR_HER)
    assert refused(lambda: forced(mandate, other, Act.MONEY), "no_act_past_its_mandate")
    assert forced(mandate, helper, Act.MONEY)


def test_a_request_written_down_for_her_names_the_mandate_it_was_done_under(town, helper):
    person = PersonFactory(organisation=town)
    with at_work(helper, town):
        before = actions.acted_for(person, "ask-for-help", person, "x")
        in_force(town, helper, person=person, acts=(Act.REQUESTS,))
        after = actions.acted_for(person, "ask-for-help", person, "x", way=Way.TOGETHER)

    assert before.mandate is None
    assert after.mandate is not None
    assert (after.act, after.way) == (Act.REQUESTS, Way.TOGETHER)


class Mandated(RuleBasedStateMachine):
    """Given, confirmed, changed, taken back, in any order, while days pass: what the model says may
    be done is done, and nothing else.
    """

    def __init__(self):
        super().__init__()
        self.clock = None
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.town = OrganisationFactory()
        self.scope = within(scope_of(self.town))
        self.scope.__enter__()
        self.members = [MembershipFactory(organisation=self.town) for _ in range(2)]

    def teardown(self):
        if self.clock:
            self.clock.stop()
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)
        self.outer.__exit__(None, None, None)

    @initialize(acts=st.sets(st.sampled_from(ACTS), min_size=1), days=st.sampled_from([1, 3]))
    def begins(self, acts, days):
        self.day, self.days = timezone.now(), days
        self.clock = time_machine.travel(self.day)
        self.clock.start()
        self.mandate = wished(self.town, acts=sorted(acts), days=days)
        self.open, self.named, self.left = set(acts), set(), set()
        self.until, self.over = None, False

    def pass_time(self, days):
        self.clock.stop()
        self.day += timedelta(days=days)
        self.clock = time_machine.travel(self.day)
        self.clock.start()

    @rule(days=st.integers(1, 2))
    def days_pass(self, days):
        self.pass_time(days)

    @rule(who=st.sets(st.sampled_from([0, 1]), min_size=1))
    def confirmed(self, who):
        wanted = [self.members[one].account for one in sorted(who)]
        fine = self.until is None and not self.over and not who & self.left
        try:
            confirmed(self.mandate, checked(*wanted))
            done = True
        except NotNow:
            done = False
        assert done is fine
        if done:
            self.named = who
            self.until = timezone.localdate() + timedelta(days=self.days - 1)

    @rule(act=st.sampled_from(ACTS))
    def one_act_is_taken_back(self, act):
        actions.take_back(self.mandate, {act})
        self.open.discard(act)
        self.over = self.over or not self.open

    @rule()
    def all_is_taken_back(self):
        actions.take_back(self.mandate)
        self.open, self.over = set(), True

    @rule(one=st.sampled_from([0, 1]))
    def a_colleague_leaves(self, one):
        if one in self.left:
            return
        self.members[one].left_at = timezone.now()
        self.members[one].save(update_fields=["left_at"])
        self.left.add(one)

    @precondition(lambda self: self.until)
    @rule()
    def the_night_comes(self):
        if actions.run_out(self.mandate):
            assert timezone.localdate() > self.until
            self.over = True

    @rule(one=st.sampled_from([0, 1]), act=st.sampled_from(ACTS))
    def somebody_acts(self, one, act):
        may = (
            self.until is not None
            and not self.over
            and timezone.localdate() <= self.until
            and act in self.open
            and one in self.named - self.left
        )
        with at_work(self.members[one].account, self.town):
            try:
                actions.act_under(self.mandate, act, Way.FOR_HER)
                done = True
            except NotNow:
                done = False
        assert done is may

    @invariant()
    def no_act_lies_past_its_mandate(self):
        for acting in Acting.objects.select_related("mandate"):
            assert acting.mandate.confirmed_at <= acting.at
            assert timezone.localdate(acting.at) <= acting.mandate.ends_on


def test_whatever_happens_no_act_is_done_outside_scope_or_time_or_after_revocation():
    run_state_machine_as_test(Mandated, settings=settings(max_examples=10, stateful_step_count=14))
