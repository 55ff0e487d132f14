"""Whole stories in a real browser, without script and then with it."""
