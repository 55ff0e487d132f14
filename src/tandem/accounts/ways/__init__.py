"""How a resident signs in without a password: by what she receives, or by what her device shows."""
