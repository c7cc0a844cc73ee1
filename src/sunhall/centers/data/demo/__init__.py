"""The demonstration's licenses: the kinds that guides name, and some of each way, made by acts."""

from sunhall.centers.data.demo.bulk import load_licenses
from sunhall.centers.data.demo.city import load

__all__ = ["load", "load_licenses"]
