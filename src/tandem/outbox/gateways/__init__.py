"""Gateways for text messages: a centre by SMPP, kannel by HTTP, an old telephone in a drawer."""
