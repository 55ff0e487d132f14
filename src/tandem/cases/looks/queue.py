"""The bell that calls the data-protection officer, asked for with the opening itself."""

from tandem.toolbox.queueing import job

CALL = "cases.call_data_officer"


def call_data_officer(organisation: int) -> None:
    """With the transaction in hand: an emergency that is kept is told to her."""
    job(CALL).defer(organisation=organisation)
