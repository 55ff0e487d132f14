from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.journal.sealing import Check, problems

SAID = {
    "changed": "Entry {entry} was changed after seal {seal}.",
    "gone": "Entry {entry} of seal {seal} is gone.",
    "broken": "Seal {seal} does not follow from the one before it.",
    "unsealed": "Entry {entry} is old and stands in no seal.",
    "no_such_root": "The root is in none of the {seal} seals: they were cut off or made anew.",
}
MOST = 50


class Command(BaseCommand):
    help = (
        "Checks the chain over the journal; fails where an entry was changed, put in or taken out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", default="", help="a root that was published, in hexadecimal")

    def handle(self, *args: Any, root: str = "", **options: Any) -> None:
        try:
            wanted = bytes.fromhex(root)
        except ValueError:
            raise CommandError("A root has 64 figures and letters from 0 to f.") from None
        told, wrong = Check(), 0
        for problem in problems(told, wanted):
            wrong += 1
            if wrong <= MOST:
                said = SAID[problem.fault].format(entry=problem.entry, seal=problem.seal)
                self.stderr.write(said)
        if wrong:
            raise CommandError(f"The journal is not what it was: {wrong} faults.")
        self.stdout.write(f"{told.entries} entries in {told.seals} seals. Root: {told.root.hex()}")
