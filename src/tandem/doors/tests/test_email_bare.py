"""A plain answer without its number is taken where it fits; where it does not, she is told so."""

from email import message_from_bytes, policy

import pytest
from django.core import mail

from tandem.doors import asking
from tandem.doors.email import asked
from tandem.doors.email.bare import answers, not_read
from tandem.doors.tests.mailing import DOMAIN, arrives, letter
from tandem.services import drafts
from tandem.streets.catalogue import ReportBroken

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LAMP = "Bonjour,\n\nla lampe devant la rue des Tilleuls 12 à 1030 est cassée depuis lundi."
KIND = "kind"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings, db, commune):
    settings.MAIL_IN_DOMAIN = DOMAIN


def last():
    return message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)


def kept():
    return asked.find(last()["Reply-To"].partition("+")[2].partition("@")[0])


def begun(words, to="aide"):
    arrives(letter(words), f"{to}@{DOMAIN}")
    return kept()


def replied(words):
    arrives(letter(words), str(last()["Reply-To"]))
    return drafts.take_up(kept().code).answers, " ".join(last().get_content().split())


def quoted(words):
    lines = last().get_content().split("\n")
    return f"{words}\n\nLe lundi, Tandem a écrit :\n" + "\n".join(f"> {line}" for line in lines)


@pytest.mark.parametrize(
    "words",
    ["{n}", "{n}.", "{n}\n-- \nRosa", "{n}\n\nRosa", "{label}", "{n} {label}", "{n}. {label}"],
)
def test_a_bare_answer_to_the_one_question_is_taken(words):
    (prompt,) = begun(LAMP).prompts
    option = prompt.options[1]

    said, back = replied(quoted(words.format(n=option.number, label=str(option.label).upper())))

    assert said[KIND] == [option.key]
    assert "OUI" in back


def test_the_answer_is_found_above_lines_of_ours_without_a_mark():
    begun(LAMP)
    option = kept().prompts[0].options[0]

    said, _back = replied(f"1\n\n{last().get_content()}")

    assert said[KIND] == [option.key]


def test_what_cannot_be_read_is_said_with_how_to_write_it():
    begun(LAMP)

    said, back = replied(quoted("peut-être mercredi"))

    assert not said.get(KIND)
    assert "une réponse à [1] dans « peut-être mercredi »" in back.replace("\xa0", " ")
    assert "[1]: 2" in back
    assert "aucune réponse" in replied(quoted(""))[1]


def test_words_that_tell_of_an_option_are_kept_and_proposed():
    begun(LAMP)

    _said, back = replied(quoted("un gros trou dans la chaussée"))

    assert "Voulez-vous dire" in back


def test_of_several_questions_the_only_one_that_it_fits_is_answered_and_told():
    prompts = begun("Un lampadaire est cassé.").prompts
    (choice,) = (one for one in prompts if one.options)

    said, back = replied(quoted(str(choice.options[0].label)))
    assert said[KIND] == [choice.options[0].key]
    assert "comme réponse à" in back

    said, back = replied(quoted("1030"))
    assert said["where_postal_code"] == ["1030"]
    assert "where_street" not in said


def test_of_several_questions_words_that_fit_none_are_not_guessed():
    begun("Un lampadaire est cassé.")

    said, back = replied(quoted("près de l’école"))

    assert "where_landmark" not in said
    assert "une réponse à [" in back


def test_a_reading_back_is_not_repeated_without_a_reason():
    begun(LAMP)
    replied(quoted("1"))

    _said, back = replied(quoted("c’est parfait"))

    assert "ni OUI ni une nouvelle réponse" in back


def test_words_answer_the_one_question_that_asks_for_words():
    form = ReportBroken.form({})
    street = next(p for p in asking.prompts(form) if p.part == "street")

    assert answers(form, [street], "rue Haute 3", "", is_end=False) == {1: "rue Haute 3"}
    assert answers(form, [street], "rue Haute 3", "", is_end=True) == {}
    assert "[1]: …" in not_read([street], "hm", "")
