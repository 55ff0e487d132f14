"""Where a page stands: the same page on the website, and on a machine that many people share."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Front:
    """The frame around a page and the names of its addresses; all else is the same."""

    frame: str
    """The template that such a page extends."""
    names: str
    """What the names of its addresses begin with, such as "cases:"."""
    shared: bool = False
    """One person after another stands before it: nothing is left for the next."""
    helped: bool = False
    """A colleague reads it out to the person, and does what she says."""

    def at(self, page: str, *args: object) -> str:
        return reverse(f"{self.names}{page}", args=args or None)
