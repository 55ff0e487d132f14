"""Tandem with a made-up region, from nothing to a page that answers, by one command."""
