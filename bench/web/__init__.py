"""The pages, against a bare WSGI answer of the same server."""
