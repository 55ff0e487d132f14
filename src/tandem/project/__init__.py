"""Settings, urls and wsgi: wiring only."""
