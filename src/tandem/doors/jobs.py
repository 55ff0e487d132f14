"""Where the queue looks for the jobs of the doors."""

from tandem.doors.email import jobs as email

__all__ = ["email"]
