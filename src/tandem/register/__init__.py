"""Algorithms in use: their card, each run and its reasons."""
