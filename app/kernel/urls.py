"""Web addresses that strangers give us: which of them may be asked at all. Pure.

A name says nothing about the machine behind it, so what it resolves to is judged too, by `is_public`, in the
moment of the request (OWASP ASVS 5.0, 1.3.6).
"""

import ipaddress
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
_PRINTABLE = re.compile(r"[!-~]+\Z")
_HOST = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z"
)
_NUMBER = re.compile(r"([0-9]+|0x[0-9a-f]*)\Z")  # a host that ends in one is an address to many programs
_INNER = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion"})

# The registries of special addresses at IANA. Azure's wire server is public by its number alone.
_SPECIAL_4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32"),
    )
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_6 = tuple(  # assignments of the IETF with Teredo among them, examples, and 6to4, which hides an IPv4
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(ValueError):  # noqa: N818 - reads as what it is
    """This address is not asked; the message is for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A checked address: the host in small letters without its last dot, the path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def is_public(address: IpAddress) -> bool:
    """Whether a machine of the public internet may stand there: no other one is asked for a stranger."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in net for net in _SPECIAL_4)
    return address in _GLOBAL_6 and not any(address in net for net in _SPECIAL_6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far we go. No `ports`: any. `any_name`: single words and numbers too. `admits` judges addresses."""

    schemes: AbstractSet[str]
    ports: AbstractSet[int]
    any_name: bool
    admits: Callable[[IpAddress], bool]


OUTSIDE = Reach(schemes=frozenset({"https"}), ports=frozenset({443, 8443}), any_name=False, admits=is_public)
ANYWHERE = Reach(
    schemes=frozenset({"http", "https"}), ports=frozenset(), any_name=True, admits=lambda _: True
)


def place_of(url: str, reach: Reach = OUTSIDE) -> Place:
    """Read an address strictly: what two programs could read in two ways is refused. Raises NotAllowed."""
    if len(url) > LONGEST:
        raise NotAllowed(f"Must not be longer than {LONGEST} characters.")
    if not _PRINTABLE.match(url) or "\\" in url:
        raise NotAllowed("Write it in plain ASCII: names as xn--…, other characters as %XX.")
    parts = _split(url)
    if parts.scheme not in reach.schemes:
        raise NotAllowed(f"Must begin with {' or '.join(f'{each}://' for each in sorted(reach.schemes))}.")
    if "@" in parts.netloc:
        raise NotAllowed("Must not contain a user name or a password.")
    port = _port(parts)
    if reach.ports and port not in reach.ports:
        raise NotAllowed(f"The port must be {' or '.join(map(str, sorted(reach.ports)))}.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, _host(parts, reach), port, path)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise NotAllowed("Not a web address.") from error


def _port(parts: SplitResult) -> int:
    try:
        given = parts.port
    except ValueError as error:
        raise NotAllowed("The port is none.") from error
    return _PORTS[parts.scheme] if given is None else given


def _host(parts: SplitResult, reach: Reach) -> str:
    host = (parts.hostname or "").removesuffix(".")
    if reach.any_name and host:
        return host
    if not _HOST.match(host):
        raise NotAllowed("Must name a host, such as hooks.example.com.")
    *before, last = host.split(".")
    if _NUMBER.match(last):
        raise NotAllowed("Must name a host, not a numeric address.")
    if not before or last in _INNER:
        raise NotAllowed("Must name a host of the public internet.")
    return host
