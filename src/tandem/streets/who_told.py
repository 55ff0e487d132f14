"""Who reports, as the public may know it: how many people, by postal code of what they told, and how
few of them told us half of it. By area alone; nobody is followed from one report to the next.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tandem.cases.protecting import hidden_of, is_small, may_be_large
from tandem.people.queries import first_sharing_a_contact
from tandem.streets.models import Voice
from tandem.territory.models import PostalCode

LEAST_FOR_HALF = 50
"""Of fewer people it says more about chance than about who is heard."""


def counted(organisation: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Who gives the same address or number is counted as one; in the scope of the organisation."""
    rows = Voice.objects.filter(
        organisation=organisation, at__gte=asked["since"], at__lt=asked["until"]
    )
    told = list(rows.order_by("pk").values_list("person_id", "report__postal_code"))
    one_of = first_sharing_a_contact(person for person, _code in told)
    people: dict[str, set[int]] = {code: set() for code in _codes(organisation)}
    for person, code in told:
        people.setdefault(code, set()).add(one_of[person])
    often = Counter(one_of[person] for person, _code in told)
    return protected({code: len(some) for code, some in people.items()}) | _half(often)


def protected(people: Mapping[str, int]) -> dict[str, Any]:
    """Counts by postal code with what may be told: where one is small, so many others are hidden with
    it that it cannot be worked out; none at all, and no sum, where not even that is safe.

    >>> protected({"1030": 40, "1031": 12, "1032": 2, "1033": 0})["areas"]
    [('1030', 40), ('1031', None), ('1032', None), ('1033', 0)]
    >>> protected({"1030": 3, "1031": 0})
    {'areas': []}
    """
    hidden = hidden_of(people)
    if hidden and not may_be_large([people[code] for code in hidden]):
        return {"areas": []}
    shown = ((code, None if code in hidden else many) for code, many in sorted(people.items()))
    return {"areas": list(shown)}


def _half(often: Counter[int]) -> dict[str, Any]:
    """How many people there are, and how few of them told us half of all."""
    if len(often) < LEAST_FOR_HALF:
        return {}
    left, few = often.total() / 2, 0
    for _person, times in often.most_common():
        if left <= 0:
            break
        left -= times
        few += 1
    return {"people": len(often), "half": None if is_small(few) else few}


def _codes(organisation: int) -> list[str]:
    rows = PostalCode.objects.filter(commune__organisations=organisation).order_by("code")
    return list(rows.values_list("code", flat=True))
