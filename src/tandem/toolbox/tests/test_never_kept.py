"""A table of what is a secret and what only looks like one, in four languages."""

import pytest

from tandem.toolbox.never_kept import MASK, looks_secret, masked

SECRET = [
    # French
    "Mon mot de passe est Soleil1958!",
    "mot de passe : azerty12",
    "MDP=Marolles#1000",
    "Mon mot de passe pour itsme c’est Chat!noir",
    "Le code PIN est 4821",
    "code pin 4821",
    "mon code secret : 04821",
    "Le code de ma carte est 4821.",
    "cryptogramme 123",
    # Dutch
    "Mijn wachtwoord is Zonnebloem7",
    "paswoord: jan*1947",
    "pincode 4821",
    "de code van mijn bankkaart is 4821",
    "geheime code = 4821",
    # German
    "Mein Passwort ist Sonne1958",
    "Kennwort: Eupen?4700",
    "Meine Geheimzahl: 4821",
    "Das Passwort für myMinfin lautet Apfel99",
    # English
    "My password is hunter2",
    "Password: correct-Horse9",
    "PIN: 4821",
    "the PUK code is 12345678",
    "My itsme code is 48213",
    # Cards, however they are grouped
    "4242 4242 4242 4242",
    "Ma carte : 5555-5555-5555-4444, valable jusqu’en 2028",
    "378282246310005",
    "CVC 123",
    "6703 0000 0000 0000 3",
    "4242.4242.4242.4242",
    # A word alone, and figures said one by one
    "mot de passe : soleil",
    "Mijn wachtwoord is zonnebloem",
    "Mein Passwort ist sonnenblume.",
    "My password for itsme is sunflower",
    "mon code est 4821",
    "Mijn code is 4 8 2 1.",
    "pin: 4 8 2 1",
    "le code de ma carte bancaire est le 4 8 2 1",
    "Le code PIN est le 4-8-2-1",
    # As one writes it on a note
    "ww: poes2019",
    "wachtwoord poes",
    "pw hunter2",
    "mot de passe d'Itsme azerty",
    "login Rosa / Geheim123!",
    "Voici tout :\nmot de passe soleil\nMerci",
    # Spelt out
    "code secret quatre huit deux un",
    "Mijn pincode is vier acht twee een",
    "Mon code est quatre, huit, deux, un",
]
NO_SECRET = [
    # Sentences about secrets that hold none
    "J’ai perdu mon mot de passe.",
    "Mot de passe : oublié",
    "Mon mot de passe est bloqué depuis lundi, que faire ?",
    "Le mot de passe est refusé 3 fois.",
    "Il me faut un nouveau code PIN pour ma carte.",
    "Mijn wachtwoord is vergeten.",
    "Wachtwoord: kwijt",
    "Het paswoord is verlopen op 3 december 2026.",
    "Mein Passwort ist abgelaufen.",
    "Passwort vergessen, PIN auch.",
    "My password is wrong, they say.",
    "The password is locked since 2024.",
    "Password forgotten",
    # Numbers that are none
    "0475 12 34 56",
    "+32 475 12 34 56 et 02 279 22 11",
    "BE68 5390 0754 7034",
    "IBAN BE62 5100 0754 7061, BIC GKCCBEBB",
    "FR76 3000 6000 0112 3456 7890 189",
    "+++090/9337/55493+++",
    "Référence ZKQ7 4MPA",
    "Dossier 2026-004821-17",
    "Mon numéro national : 41.05.02-123.45",
    "EAN 541448820000123456",
    "Code postal 1030",
    "code 4821 de l’immeuble",
    "Rue des Tilleuls Inventés 12, 1030 Schaerbeek",
    "1234 5678 9012 3456",
    "9" * 400,
    "Pinocchio, 4821 pages",
    "le code postal est 1030",
    "mon code postal est 1030",
    "mot de passe oublié",
    "Mon mot de passe est expiré.",
    "Mijn wachtwoord is kwijt, wat nu?",
    "Le code de la porte est 4821",
    "Mon code est refusé",
    "Le mot de passe est correct.",
    "Mein Passwort wurde gehackt, es ist gestohlen.",
    "Het wachtwoord is gewijzigd.",
    "Het wachtwoord is geblokkeerd.",
    "Le code PIN : 2 cartes bloquées, 3 essais",
    "Rendez-vous le 12.03.2026, tél. 02.279.22.11",
    "Mon numéro : 4.25.12",
    "spin 4821",
    "wachtwoord vergeten",
    "Wachtwoord resetten",
    "mot de passe changer",
    "mot de passe Facebook",
    "wachtwoord van itsme",
    "Mot de passe d'Itsme oublié",
    "Ik ben mijn login kwijt / wachtwoord ook.",
    "login bij de gemeente / belastingen",
    "J'ai un code secret pour une carte, deux cartes, trois comptes",
    "WW in de agenda: maandag",
    "ww-uitkering sinds 2019",
    "Passwort Hilfe",
    "Mon mot de passe a changé un jour sur deux",
]


@pytest.mark.parametrize("text", SECRET)
def test_a_secret_is_known_and_taken_out(text):
    assert looks_secret(text)
    left = masked(text)
    assert MASK in left
    assert masked(left) == left


@pytest.mark.parametrize("text", NO_SECRET)
def test_what_only_looks_like_one_is_let_be(text):
    assert not looks_secret(text)
    assert masked(text) == text


def test_the_rest_of_what_was_said_stays():
    said = (
        "Je ne peux pas lire. Mon mot de passe est Soleil1958! Merci de m’appeler au 0475 12 34 56."
    )

    assert masked(said) == (
        "Je ne peux pas lire. Mon mot de passe est ••• Merci de m’appeler au 0475 12 34 56."
    )
