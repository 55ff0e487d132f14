import pytest

from tandem.outbox.models import Message
from tandem.outbox.tests.sending import a_text
from tandem.outbox.text import as_text_message, as_texted, opened, sealed
from tandem.toolbox.sealing import Unreadable
from tests.factories import PersonFactory


@pytest.fixture
def message(town_hall):
    return _to_somebody(town_hall)


def _to_somebody(organisation):
    return Message(
        person=PersonFactory(organisation=organisation),
        territory_id=organisation.area_id,
        organisation=organisation,
    )


def test_a_text_comes_back_as_it_was_sealed(message):
    message.sealed = sealed(text := a_text(paragraphs=("Één", "Zwei")), message)

    assert opened(message) == text


def test_a_text_moved_to_another_message_does_not_open(message, town_hall):
    message.sealed = sealed(a_text(), _to_somebody(town_hall))

    with pytest.raises(Unreadable):
        opened(message)


@pytest.mark.parametrize(
    ("said", "texted"),
    [
        ("Reçu. Votre mot : « tofu ».", 'Recu. Votre mot : "tofu".'),
        ("Ontvangen – antwoord voor 3/12", "Ontvangen - antwoord voor 3/12"),
        ("Grüße, Straße", "Grüße, Straße"),
        ("Zoë", "Zoe"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_where_the_platform_chose_so_rarer_accents_are_left_out(settings, said, texted):
    settings.SMS_ACCENTS = False

    assert as_text_message(said) == texted


@pytest.mark.parametrize(
    ("said", "texted"),
    [
        ("Reçu. Votre mot : « tofu ».", 'Reçu. Votre mot : "tofu".'),
        ("Zoë", "Zoë"),
        ("مرحبا", "مرحبا"),
        ("a" * 459, "a" * 459),
        ("a" * 460, None),
        ("ш" * 201, "ш" * 201),
        ("ш" * 202, None),
        ("  ", None),
    ],
)
def test_a_text_message_keeps_its_letters_and_takes_the_parts_that_are_paid_for(said, texted):
    assert as_text_message(said) == texted


def test_a_platform_may_pay_for_one_part_only(settings):
    settings.SMS_PARTS = 1

    assert as_text_message("a" * 160)
    assert as_text_message("a" * 161) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # One part either way: nothing is gained without accents.
        ("Faites-le vous-même.", "Faites-le vous-même."),
        ("Faites-le vous-même, " * 5, "Faites-le vous-meme, " * 5),
        ("Het is in orde geïnd, " * 5, "Het is in orde geind, " * 5),
        # A name that nobody would know again keeps its letters, whatever it costs.
        ("Şule fera cela vous-même, " * 4, "Şule fera cela vous-même, " * 4),
        ("Шановна пані, " * 6, "Шановна пані, " * 6),
    ],
)
def test_an_accent_is_left_out_only_where_it_would_cost_another_part(text, left):
    assert as_texted(text) == left
