"""The e-mail door: mail comes in over SMTP, is kept, then worked off; nothing in it is obeyed."""
