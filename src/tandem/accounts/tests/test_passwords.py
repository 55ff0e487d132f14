import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tandem.accounts.models import Account
from tandem.accounts.passwords import NotGuessable

JULIE = Account(email="julie.dupont@schaerbeek.example")


@pytest.mark.parametrize(
    "password",
    [
        *(
            "passwordpassword",
            "Password!Password!",
            "password123456",
            "aaaaaaaaaaaa",
            "abababababab",
        ),
        *("123456789012", "abcdefghijkl", "azertyuiop12", "121212121212", "!!!!!!!!!!!!1"),
        *(
            "julie.dupont@schaerbeek.example",
            "juliedupont1978",
            "Schaerbeek-2026",
            "dupont.julie.1",
        ),
    ],
)
def test_what_is_tried_first_is_refused_and_says_what_to_take(password):
    with override("en"), pytest.raises(ValidationError, match="four ordinary words"):
        NotGuessable().validate(password, JULIE)


@pytest.mark.parametrize(
    "password",
    [
        *("cheval lampe mardi soupe", "tandem-shows-itself", "dupont dessine la lune bleue"),
        *("x7Kq!pw3Zr9d", "Wolk7-fiets-brood", "молоко трамвай зонт снег"),
    ],
)
def test_words_that_do_not_belong_together_are_taken(password):
    NotGuessable().validate(password, JULIE)
