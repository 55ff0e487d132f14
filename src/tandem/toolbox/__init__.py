"""Small helpers that know nothing of Tandem."""
