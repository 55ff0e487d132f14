"""Locks every tenant row twice: a scoped manager and row-level security."""
