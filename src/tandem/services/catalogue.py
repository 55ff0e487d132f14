"""Every service of the house, found in the `catalogue` module of each room."""

from tandem.services.declaration import Service

_offered: dict[str, type[Service]] = {}


def offer(service: type[Service]) -> type[Service]:
    """Declare a service to every door; a class decorator."""
    if _offered.setdefault(service.slug, service) is not service:
        raise ValueError(f"Two services are called {service.slug}.")
    return service


def services() -> tuple[type[Service], ...]:
    return tuple(_offered.values())


def find(slug: str) -> type[Service] | None:
    return _offered.get(slug)


def known(slug: str) -> type[Service]:
    """The service of a row in the database; a service once offered is never forgotten."""
    return _offered[slug]
