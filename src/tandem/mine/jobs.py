"""Work done outside the web process, found here by the worker."""

from tandem.mine import mandating_jobs

EVERY_NIGHT = (mandating_jobs.tell_and_end,)
