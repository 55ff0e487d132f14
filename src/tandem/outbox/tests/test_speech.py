"""A text for being spoken: nothing is lost, and nothing is longer than a breath allows."""

from hypothesis import given
from hypothesis import strategies as st

from tandem.outbox.speech import MOST_WORDS, of_text, phrases
from tandem.outbox.text import Text
from tandem.territory.models import Organisation

CLAUSE = st.integers(1, 25).map(lambda many: " ".join(f"w{number}" for number in range(many)))
SENTENCE = st.lists(CLAUSE, min_size=1, max_size=4).map(lambda clauses: ", ".join(clauses) + ".")


def test_sentences_are_said_one_by_one_with_a_longer_silence_after_each_matter():
    said = phrases(["It is done. A neighbour comes.", "Call us if not."])

    assert [one.words for one in said] == ["It is done.", "A neighbour comes.", "Call us if not."]
    assert [one.pause for one in said] == [1, 2, 2]


def test_a_long_sentence_is_parted_where_it_is_parted_in_writing():
    long = "A neighbour of yours comes on Tuesday in the morning, brings the bread, the milk and the letters, and stays for a coffee."

    said = phrases([long])

    assert len(said) > 1
    assert [one.pause for one in said] == [0] * (len(said) - 1) + [2]
    assert " ".join(one.words for one in said) == long


def test_a_reference_is_said_sign_by_sign_and_an_address_not_at_all():
    said = phrases(["Your reference is ZKQ7 4MPA. See https://tandem.example/follow/ for more."])

    assert said[0].words == "Your reference is Z, K, Q, 7, ... 4, M, P, A."
    assert "https" not in said[1].words


def said_of(**text):
    told = of_text(Text(kind="answer", **text), "en", Organisation(name="The town hall"))
    return [one.words for one in told]


def test_nobody_is_asked_what_she_noted_before_the_reference_was_said():
    told = said_of(reference="ZKQ7 4MPA", paragraphs=("It is done.",))

    assert told[-3] == "Please note the reference: Z, K, Q, 7, ... 4, M, P, A."
    assert told[-1] == "Will you tell me what you noted?"


def test_where_nothing_is_to_be_noted_one_asks_what_was_understood():
    told = said_of(reference="", paragraphs=("It is done.",))

    assert told[-1] == "Will you tell me what you understood?"
    assert not [one for one in told if "reference" in one]


@given(st.lists(SENTENCE, min_size=1, max_size=6))
def test_no_word_is_left_out_and_none_is_added(sentences):
    said = phrases([" ".join(sentences)])

    assert " ".join(one.words for one in said).split() == " ".join(sentences).split()
    long = [one.words for one in said if len(one.words.split()) > MOST_WORDS]
    # Only what nobody parted in writing.
    assert not [words for words in long if ", " in words]
