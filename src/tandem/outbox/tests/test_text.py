import uuid

import pytest

from tandem.outbox.tests.sending import a_text
from tandem.outbox.text import as_text_message, opened, sealed
from tandem.toolbox.sealing import Unreadable


def test_a_text_comes_back_as_it_was_sealed():
    key = uuid.uuid4()
    text = a_text(paragraphs=("Één", "Zwei"))

    assert opened(sealed(text, key), key) == text


def test_a_text_moved_to_another_message_does_not_open():
    blob = sealed(a_text(), uuid.uuid4())

    with pytest.raises(Unreadable):
        opened(blob, uuid.uuid4())


@pytest.mark.parametrize(
    ("said", "texted"),
    [
        ("Reçu. Votre mot : « tofu ».", 'Recu. Votre mot : " tofu ".'),
        ("Ontvangen – antwoord voor 3/12", "Ontvangen - antwoord voor 3/12"),
        ("Grüße, Straße", "Grüße, Straße"),
        ("Zoë", "Zoe"),
        ("a" * 160, "a" * 160),
        ("a" * 161, None),
        ("€" * 81, None),
        ("مرحبا", None),
        ("  ", None),
    ],
)
def test_a_text_message_uses_only_signs_that_every_telephone_knows(said, texted):
    assert as_text_message(said) == texted
