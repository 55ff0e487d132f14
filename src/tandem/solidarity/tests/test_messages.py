"""What leaves the house: before a yes nothing that tells who asks, in any language."""

import pytest
from django.conf import settings
from django.utils.translation import override

from tandem.cases.answers_by_word import Answer, read
from tandem.outbox.models import Message
from tandem.outbox.text import as_text_message
from tandem.people.choices import Channel
from tandem.solidarity import access, arranging, following_up, messages, weighing
from tandem.solidarity.choices import Side, Skill
from tandem.solidarity.tests.factories import WORDS, NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SECRETS = (WORDS, "Odette", "Kerckhoven", "0450", "Tilleuls", "Amina", "Benali", "0470 44")


@pytest.fixture
def town():
    # The longest name among the communes of the demo region.
    organisation = OrganisationFactory(area=AreaFactory(name="Ottignies-Louvain-la-Neuve"))
    with within(scope_of(organisation)):
        yield organisation


def whole(text):
    return " ".join((*text.paragraphs, text.short, text.reference, text.link))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_volunteer_is_asked_reveals_nobody(town, language):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))

    with override(language):
        texts = [
            messages.asked(arrangement, need, "babababa"),
            messages.reminded(arrangement),
            messages.tomorrow(arrangement, arrangement.shown_reference),
            messages.cancelled_for_helper(arrangement),
            messages.cancelled_for_asker(arrangement),
            messages.how_did_it_go(arrangement, arrangement.shown_reference, "/follow/"),
        ]

    assert not [secret for text in texts for secret in SECRETS if secret in whole(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("skill", Skill.values)
def test_the_question_fits_one_text_message(town, language, skill):
    need = NeedFactory(organisation=town, kind=skill, skill=skill, half_days=(11,))
    offer = OfferFactory(organisation=town, skills=[skill])
    arrangement = ask(need, offer, half_day=11)

    with override(language):
        short = messages.asked(arrangement, need, "babababa").short

    assert as_text_message(short) is not None, (len(short), short)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_weighs_in_a_yes_is_told_by_every_way(town, language):
    weekly = NeedFactory(
        organisation=town, kind=Skill.MEAL, skill=Skill.MEAL, how_often="weekly", vital=True
    )
    once = NeedFactory(organisation=town)
    offer = OfferFactory(organisation=town, skills=[Skill.MEAL, Skill.ERRANDS])
    tasks = {need: ask(need, offer, half_day=slot) for need, slot in ((weekly, 4), (once, 5))}

    with override(language):
        told, plain = (messages.asked(tasks[one], one, "babababa") for one in (weekly, once))
        by = weighing.until_when(tasks[weekly])

    assert as_text_message(told.short) is not None
    assert len(told.short) > len(plain.short)
    assert by in told.paragraphs
    assert len(told.paragraphs) == len(plain.paragraphs) + 2
    assert weighing.answer_by(tasks[weekly]).strftime("%d/%m") in told.short


def test_a_yes_before_the_question_was_posted_still_tells_reference_and_word(town):
    person = PersonFactory(organisation=town, channel=Channel.LETTER)
    task = ask(NeedFactory(organisation=town), OfferFactory(organisation=town, person=person))

    arranging.agree(task)

    told = Message.objects.get(kind="introduction", person=person).text
    word = told.link.strip("/").rpartition(".")[2]
    assert word in " ".join(told.paragraphs)
    assert access.find_asked(task.reference, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_the_text_message_asks_for_is_understood(town, language):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))

    with override(language):
        short = messages.asked(arrangement, need, "babababa").short
    said = short[: short.index(arrangement.reference) + 8].split()[-2:]

    assert read(" ".join(said)) == Answer(arrangement.reference, yes=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_yes_first_names_and_one_contact_and_nothing_more(town, language):
    person = PersonFactory(organisation=town, channel=Channel.CALL, language=language)
    need = NeedFactory(organisation=town, person=person)
    offer = OfferFactory(organisation=town)

    arranging.agree(ask(need, offer))

    to_helper = Message.objects.get(kind="introduction", person=offer.person).text
    to_asker = Message.objects.get(kind="introduction", person=person).text
    assert all(said in whole(to_helper) for said in ("Odette", "0450 11 22 33", WORDS))
    assert not any(said in whole(to_helper) for said in ("Kerckhoven", "Tilleuls", "1941"))
    assert "Amina" in whole(to_asker)
    assert not any(said in whole(to_asker) for said in ("Benali", "0470 44"))


def test_who_must_be_reached_with_care_is_given_to_nobody(town):
    person = PersonFactory(organisation=town, never_leave_word=True)
    offer = OfferFactory(organisation=town)

    arranging.agree(ask(NeedFactory(organisation=town, person=person), offer))

    assert "0450" not in whole(Message.objects.get(person=offer.person, kind="introduction").text)


def test_whoever_calls_it_off_is_not_told_of_it(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    arrangement = arranging.agree(ask(need, offer))

    arranging.cancel(arrangement, by=Side.ASKER)

    told = Message.objects.filter(kind="change").values_list("person", flat=True)
    assert list(told) == [offer.person_id]


def test_an_answer_is_written_in_the_language_of_the_case(town):
    need = NeedFactory(organisation=town, how_often="weekly", case__language="nl")
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))

    with override("en"):
        following_up.say_how_it_went(arrangement, Side.ASKER, "well")

    with override("nl"):
        expected = messages.every_week()
    answer = Message.objects.get(kind="answer").text
    assert expected in answer.paragraphs
