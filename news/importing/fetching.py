"""A picture from the old site over http(s), and from nowhere inside our own network.

The name is looked up once, every address it has must be public, and the connection goes to the
address that was checked: a name that answers otherwise the second time (DNS rebinding) gains
nothing. Each redirect is checked anew. Proxies of the environment are not used.
"""

import socket
import ssl
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from news.importing import limits
from news.importing.limits import Refused, deadline

PORTS = {"http": 80, "https": 443}
SOCKET_SECONDS = 10
CHUNK = 64 * 1024
# Addresses that stand for one of IPv4, which may be local: NAT64 and IPv4-compatible ones.
TRANSLATED = [IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2002::/16")]


def is_public(address: str) -> bool:
    """Whether `address` (of IP) is reached over the internet by everybody."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.teredo or any(ip in network for network in TRANSLATED):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def public_addresses(host: str, port: int) -> list[tuple[int, tuple]]:
    """(family, socket address) of `host`. Raises Refused unless all of them are public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(_("the host %(host)s is not known") % {"host": host}) from error
    if not found or not all(is_public(address[4][0]) for address in found):
        raise Refused(_("the host %(host)s is on a local network") % {"host": host})
    return [(address[0], address[4]) for address in found]


class PinnedConnection(HTTPConnection):
    """Speaks to an address that was checked, by the name of the host."""

    def __init__(self, host: str, port: int, address: tuple[int, tuple], is_secure: bool):
        super().__init__(host, port, timeout=SOCKET_SECONDS)
        self.address, self.is_secure = address, is_secure
        # For the name in Host.
        self.default_port = PORTS["https" if is_secure else "http"]

    def connect(self) -> None:
        family, address = self.address
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(SOCKET_SECONDS)
        self.sock.connect(address)
        if self.is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def fetch(address: str, limit: int) -> bytes:
    """The content at `address`. Raises Refused where it is not to be had from there."""
    with deadline(limits.FETCH_SECONDS):
        for _number in range(limits.FETCH_REDIRECTS + 1):
            content, location = request(address, limit)
            if content is not None:
                return content
            address = urljoin(address, location)
    raise Refused(_("it redirects too often"))


def request(address: str, limit: int) -> tuple[bytes | None, str]:
    """(content, "") or (None, where it is instead)."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused(_("its address is none")) from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Refused(_("its address is not of http or https"))
    if port not in PORTS.values():
        raise Refused(_("its address has a port of its own"))
    is_secure = parts.scheme == "https"
    where = public_addresses(parts.hostname, port)[0]
    connection = PinnedConnection(parts.hostname, port, where, is_secure)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~')}" if parts.query else ""
    )
    try:
        connection.request("GET", path, headers={"Accept": "image/*", "User-Agent": "import_news"})
        response = connection.getresponse()
        if response.status in {301, 302, 303, 307, 308}:
            return None, response.headers.get("Location", "")
        if response.status != 200:
            raise Refused(_("the old site answers %(status)s") % {"status": response.status})
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise Refused(_("it comes packed, which was not asked for"))
        pieces, size = [], 0
        while piece := response.read(CHUNK):
            size += len(piece)
            if size > limit:
                raise Refused(_("it is larger than %(size)s MB") % {"size": limit // limits.MB})
            pieces.append(piece)
        return b"".join(pieces), ""
    except (OSError, HTTPException, ValueError) as error:
        raise Refused(_("the old site does not answer as it should")) from error
    finally:
        connection.close()
