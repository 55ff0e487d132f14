"""A Belgian postal code, as people write it."""

import re

WRITTEN = re.compile(
    r"(?:BE?[\s.\-\u2013]*)?([1-9](?:[\s.]?[0-9]){3})(?:[\s,.\-\u2013]+[^0-9]{2,60})?", re.I
)


def plain(typed: str) -> str:
    """The four figures alone, where that is what was meant; else as it was typed.

    >>> [plain(one) for one in ("10 30", "B-1030", "be 1030", "1030 Schaerbeek", "1030, Bruxelles")]
    ['1030', '1030', '1030', '1030', '1030']
    >>> [plain(one) for one in ("10300", "0470 11 22 33", "1030 12", "Schaerbeek")]
    ['10300', '0470 11 22 33', '1030 12', 'Schaerbeek']
    """
    found = WRITTEN.fullmatch(typed.strip())
    return re.sub(r"[^0-9]", "", found.group(1)) if found else typed
