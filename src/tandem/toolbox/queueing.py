"""Jobs asked for in the transaction of the deed that calls for them: also within a worker, whose own
connection would show a job before the row that it is about, and keep it if the deed is undone.
"""

from typing import Unpack

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import ConfigureTaskOptions, configure_task

IN_THIS_TRANSACTION = JobManager(DjangoConnector())


def job(name: str, **how: Unpack[ConfigureTaskOptions]) -> JobDeferrer:
    """The bell of a task, to be rung with `defer`. It tells its queue and locks itself."""
    return configure_task(name=name, job_manager=IN_THIS_TRANSACTION, **how)
