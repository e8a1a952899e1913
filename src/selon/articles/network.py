"""Connections to hosts of the public network, and to none within a private one unless that is asked for."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import SOCK_STREAM, getaddrinfo, socket

# Addresses of IPv4 as they are written in networks that have only IPv6, and what private networks once used.
_TRANSLATED, _SITE_LOCAL = IPv6Network("64:ff9b::/96"), IPv6Network("fec0::/10")


class PrivateNetworkError(OSError):
    """A host lies within a private network; its one argument is the numeric address."""


def connect(host: str, port: int, *, private: bool, seconds: float) -> socket:
    """A connection to the host, made within so many seconds to an address that has been checked.

    The name is looked up once, so that it cannot mean another address after the check.
    private: whether the host may lie within a private network, such as the user's own machine.
    Raises PrivateNetworkError when it does and may not, UnicodeError when the name is none, OSError when the host
    cannot be found or reached.
    """
    found = getaddrinfo(host, port, type=SOCK_STREAM)
    for *_, place in found:
        if not private and not is_public(str(place[0])):
            raise PrivateNetworkError(place[0])
    failed = OSError("it has no address")
    for family, kind, protocol, _, place in found:
        connection = socket(family, kind, protocol)
        try:
            connection.settimeout(seconds)
            connection.connect(place)
            return connection
        except OSError as error:
            connection.close()
            failed = error
    raise failed


def is_public(address: str) -> bool:
    """True for a numeric address that anyone can reach; False for private, reserved and group addresses."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        translated = IPv4Address(int(found) & 0xFFFF_FFFF) if found in _TRANSLATED else None
        found = found.ipv4_mapped or found.sixtofour or translated or found
    return found.is_global and not (found.is_multicast or found.is_reserved or found in _SITE_LOCAL)
