"""Signing in with a service where residents prove who they are: OpenID Connect, as itsme and CSAM speak it."""
