"""The web door: one question a page, everything read back before it is sent, no script needed."""
