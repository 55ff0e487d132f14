"""The declaration of a service, its catalogue, its drafts, and what doors share."""
