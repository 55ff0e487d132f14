"""What could go wrong for people, and what stands against it; the tests are named beside each in
docs/operating/abuse-cases.md.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from tandem.toolbox.texts import Text


class Risk(NamedTuple):
    number: int
    what: Text
    against: Text


RISKS: tuple[Risk, ...] = (
    Risk(
        1,
        _("A volunteer looks for somebody’s address"),
        _(
            "Before a yes he reads the task, the commune and the moment, and no name. A contact is "
            "given for one task, three times a day at most, and closes after it."
        ),
    ),
    Risk(
        2,
        _("Somebody looks for a person who is hosted"),
        _("No page for others answers differently whether she is known here or not."),
    ),
    Risk(
        3,
        _("Data is asked for or seized by an authority"),
        _(
            "What is not asked is not kept: no papers, no origin, no national number. No page exports many."
        ),
    ),
    Risk(
        4,
        _("A colleague looks at a neighbour"),
        _("Each look is written down and told; many in an hour stop; unusual ones are checked."),
    ),
    Risk(
        5,
        _("A violent former partner looks for somebody"),
        _(
            "A protected address stands on no list, map or file; two people open it. She excludes whom she names."
        ),
    ),
    Risk(
        6,
        _("Many votes are given by one"),
        _("No vote is held with Tandem yet."),
    ),
    Risk(
        7,
        _("A helper uses a mandate for himself"),
        _(
            "A mandate lists its acts and ends; money needs a second colleague; she ends it by any door."
        ),
    ),
    Risk(
        8,
        _("Forms on paper are forged or counted twice"),
        _("Each sheet has a number that is taken once."),
    ),
    Risk(
        9,
        _("Somebody is recognised in open data"),
        _("Small counts are left out, and periods do not overlap."),
    ),
    Risk(
        10,
        _("A text message comes from another than it says"),
        _("A text message opens nothing: it begins a form, or says yes or no to a task."),
    ),
    Risk(
        11,
        _("A mistake in the program shows another commune’s people"),
        _("The database itself refuses rows of others."),
    ),
    Risk(
        12,
        _("An administrator reads everything"),
        _("Administrators open no request and no person; an emergency is told to her and checked."),
    ),
    Risk(
        13,
        _("Somebody is talked into giving access"),
        _(
            "Two colleagues let a third in, or three days pass; she is told on the way she had before."
        ),
    ),
    Risk(
        14,
        _("Something is left at a kiosk"),
        _("Each visit ends by itself, and nothing is kept in the machine."),
    ),
    Risk(
        15,
        _("A false association comes near people who are vulnerable"),
        _(
            "Two organisations vouch for it, its number is checked, and on probation it learns nobody’s contact."
        ),
    ),
    Risk(
        16,
        _("False requests come in a flood"),
        _("Who sends many waits longer and longer; nobody else does."),
    ),
    Risk(
        17,
        _("Somebody is made to agree"),
        _("What is agreed to can be taken back by another door, unseen, and asks no reason."),
    ),
    Risk(
        18,
        _("A file does harm, or tells where a photo was taken"),
        _("Photos are drawn anew; no other file is taken."),
    ),
    Risk(
        19,
        _("A backup or a machine is stolen"),
        _("Backups hold no keys, and keys stand apart."),
    ),
    Risk(
        20,
        _("Somebody changes the program or the log"),
        _(
            "The log is a chain whose roots are public; each part of the program is fixed by its mark."
        ),
    ),
)
