"""How sure a share is, from how many it was counted."""

from math import sqrt

SURE = 1.959964
"""Of a hundred such ranges, ninety-five hold the true share."""


def wilson(counted: int, of: int) -> tuple[float, float]:
    """The range in which the true share lies, with 95 % certainty.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927); of all simple ranges the one that holds also
    where few were counted (Brown, Cai and DasGupta, Statistical Science 16, 2001).

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if of == 0:
        return 0.0, 1.0
    share, square = counted / of, SURE * SURE
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = SURE * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)
