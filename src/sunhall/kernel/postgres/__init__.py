"""The PostgreSQL server that the program brings along."""

from sunhall.kernel.postgres.account import DatabaseUnavailable
from sunhall.kernel.postgres.cluster import Cluster

__all__ = ["Cluster", "DatabaseUnavailable"]
