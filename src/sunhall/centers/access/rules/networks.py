"""Networks: where a request comes from, coarser than its address."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

PREFIX = {4: 24, 6: 48}
"""How many bits name the network of an address of each version."""


def network_of(address: str) -> str:
    """Return the network an address belongs to; empty for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, PREFIX[found.version]), strict=False))


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Tell whether an address lies in one of some networks; what is no address lies in none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in ip_network(one) for one in networks)
