"""Django's PostgreSQL backend, which tells the database at each transaction's start whose rows."""
