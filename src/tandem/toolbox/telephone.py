"""Telephone numbers as people in Belgium write and read them."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def plain_number(said: str) -> str:
    """In international form, `+32475001122`; what cannot be one comes back as its digits."""
    try:
        number = phonenumbers.parse(said, "BE")
    except NumberParseException:
        return "".join(c for c in said if c.isdigit())
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_number(said: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(said, "BE"))
    except NumberParseException:
        return False


def is_mobile(said: str) -> bool:
    """Whether a text message can reach it."""
    return is_number(said) and phonenumbers.number_type(phonenumbers.parse(said, "BE")) in MOBILE


def readable(said: str) -> str:
    """In the groups people say: `0475 00 11 22`."""
    try:
        number = phonenumbers.parse(said, "BE")
    except NumberParseException:
        return said
    national = number.country_code == phonenumbers.country_code_for_region("BE")
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
