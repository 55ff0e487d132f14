"""Who somebody is, kept in four ways: in clear, under one key, with a look, under a key each."""
