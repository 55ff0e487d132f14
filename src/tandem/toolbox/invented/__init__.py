"""People, wishes and groups that do not exist, for demonstrations and measurements."""
