"""Where the queue looks for the jobs of the doors."""

from tandem.doors.email import jobs as email
from tandem.doors.paper import jobs as paper
from tandem.doors.scans import jobs as scans
from tandem.doors.sms import jobs as sms

__all__ = ["email", "paper", "scans", "sms"]
