"""The first command: a made-up region, served from nothing."""
