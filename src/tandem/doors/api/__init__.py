"""The door for programs of partners: the same questions, checks, promise and receipt, as JSON."""
