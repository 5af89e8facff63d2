"""What no log must repeat: e-mail addresses, queries, long numbers, whole addresses of readers.

Our own messages say nothing of a reader. Those of libraries may: a path that was not found, an
exception that quotes what could not be sent. So each line is looked through before it is written
(portal.monitoring.logs).
"""

import ipaddress
import re

# The first three bytes of an IPv4 address and the first six of an IPv6 one name a network.
NETWORK = {4: 24, 6: 48}

_EMAIL = re.compile(r"[^\s@<>\"'(),:;=/?&\[\]]+(?:@|%40)[^\s@<>\"'(),:;=/?&\[\]]+\.\w[\w-]*", re.I)
# Behind a path or an address: "Not Found: /pl/szukaj/?q=…"
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s\"'<>?]*=[^\s\"'<>]*")
# A telephone, PESEL, NIP, REGON or account number.
_LONG_NUMBER = re.compile(r"(?<![\w.-])\+?\d{9,}(?![\w-])")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d+){0,3}(?![\w:])", re.I)


def shortened(address: str) -> str:
    """The network that an IP address belongs to, as an address; what is none stays as it is.

    203.0.113.77 is told as 203.0.113.0, 2001:db8:1:2::3 as 2001:db8:1::. Loopback says nothing.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback or found.is_unspecified:
        return address
    network = ipaddress.ip_network((found, NETWORK[found.version]), strict=False)
    return str(network.network_address)


def discreet(text: str) -> str:
    """`text` without what may say something about a person."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _QUERY.sub("?[query]", text)
    text = _LONG_NUMBER.sub("[number]", text)
    for pattern in (_IPV4, _IPV6):
        text = pattern.sub(lambda found: shortened(found[0]), text)
    return text
