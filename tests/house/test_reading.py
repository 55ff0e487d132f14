"""Who somebody is, is opened in one file, which asks the database for the key after a look."""

import re

from tests.house.source import house_modules

OPENS = re.compile(
    r"people_keys_seen|identity\.opened\(|unseal_with\(|identity import [^\n]*opened"
)
KEYS = re.compile(r"\b(PersonKey|TerritoryKey|ThingKey|LooseKey)\b")
OPENED_BY = {"people/keys.py", "people/identity.py", "people/words.py", "toolbox/sealing.py"}
KEYS_OF = {
    "people/actions.py": "erased with somebody registered by mistake",
    "people/changing_keys.py": "rotated",
    "people/keys.py": "made, and asked for after a look",
    "people/kept.py": "how long they are kept",
    "people/loose.py": "of what no organisation holds yet",
    "people/models.py": "what they are",
    "people/own_data.py": "left out of what she is told, with the reason",
    "people/retention.py": "erased with her",
    "people/things.py": "of one thing, made, asked for and passed on",
    "people/words.py": "another key of hers, of what she tells",
    "people/tidying.py": "destroyed when they were replaced long ago",
    "desk/region/crowd.py": "made for made-up people",
}


def places(pattern: re.Pattern[str]) -> set[str]:
    found = (one for one in house_modules() if pattern.search(one.text))
    return {one.place.removeprefix("src/tandem/") for one in found}


def test_an_identity_is_opened_where_the_database_gave_the_key():
    assert places(OPENS) == OPENED_BY


def test_keys_are_rows_of_few_files():
    assert places(KEYS) == set(KEYS_OF)
