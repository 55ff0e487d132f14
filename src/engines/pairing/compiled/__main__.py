"""`python -m engines.pairing.compiled` chooses for the question piped in, and prints the pairs.

A process of its own, so that whoever asks never holds what compiled code needs. It ends with 3 where
the question is not for compiled code; plain Python answers any.
"""

import json
import sys

from engines.pairing.compiled import TooLarge, choose, columns_of
from engines.pairing.exchange import question_from_json

NOT_FOR_IT = 3


def main() -> int:
    question = question_from_json(json.load(sys.stdin))
    try:
        found = choose(columns_of(question))
    except TooLarge as error:
        print(error, file=sys.stderr)
        return NOT_FOR_IT
    pairs = {
        need.key: [question.offers[offer].key, int(slot)]
        for need, offer, slot in zip(question.needs, found.offer, found.slot, strict=True)
        if offer >= 0
    }
    json.dump(pairs, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
