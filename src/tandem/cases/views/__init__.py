"""Pages of a case: for whoever follows it, for whoever answers it, for whoever it is about."""
