"""What somebody shows besides her password: a code of an app, a passkey, or a rescue code."""
