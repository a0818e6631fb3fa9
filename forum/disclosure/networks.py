"""Finds addresses of the internet that lead to a household."""

import ipaddress
import re
from collections.abc import Iterator
from functools import lru_cache

from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_COMMAS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{1,3}){3}(?![\w,])")

_DOT = r"[ ]?(?:\.|\[[ ]?(?:\.|dot)[ ]?\]|\([ ]?(?:\.|dot)[ ]?\)|[ ]dot[ ]|\{\.\})[ ]?"

_IPV4 = re.compile(
    rf"(?<![\w.])(?<![0-9]-)[0-9]{{1,3}}(?:{_DOT}[0-9]{{1,3}}){{3}}(?![\w])(?!\.[0-9])"
)

_REVERSE = re.compile(
    r"(?<![\w.])(?:[a-z]{1,12}[0-9]{0,3}[-.])?(?P<ip>[0-9]{1,3}(?:-[0-9]{1,3}){3})(?=["
    r" ]?[.-][a-z0-9-]{2,30}\.)"
)

_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])")

_CUE = re.compile(
    r"\b(?:ip|ips|wan|public|address|static|ping|pinged|host|server|port|"
    r"forward(?:ed|ing)?|ssh|"
    r"telnet|vpn|ddns|router|isp|comcast|internet|remote(?:ly)?|dashboard|from outside|"
    r"connect|browse|url|trace|traceroute|gateway|reach|exposed|open at|listening|"
    r"firewall|nat|dns)\b"
)

_CUE_NEAR = re.compile(r"\b(?:ip|wan|cam|camera|host|public|server|ping|ssh|nvr)\b")

_VERSION = re.compile(
    r"\b(?:firmware|version|versions|fw|ver|v|rev|release|build|software|sw|"
    r"update[d]?|upgraded?|running|"
    r"installed|runs|with|patch|beta|kernel|driver|app|downgraded?|on|from|to)[ "
    r":.]{1,2}(?:is |at |now |version |v)?$"
)

_NUMBERED = re.compile(
    r"\b(?:rules?|sections?|items?|steps?|clauses?|para(?:graph)?|chapters?|figures?|"
    r"tables?|annex|article|sect?\.|\u00a7)[ ]$"
)
_DASHED = re.compile(
    r"(?:@|\b(?:ssh|ping|ip|wan|host|address|server)\b[^\n]{0,20}[ `\"'(])"
    r"(?P<ip>[0-9]{1,3}(?:-[0-9]{1,3}){3})(?![\w-])"
)
_PORT = re.compile(r":[0-9]")
_HOST = re.compile(r"(?:://|@)(?:[^\s/@]{1,60}@)?$")

_RESOLVERS = frozenset(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 "
    "208.67.220.220 "
    "4.2.2.1 4.2.2.2 4.2.2.3 4.2.2.4 64.6.64.6 64.6.65.6 94.140.14.14 94.140.15.15 "
    "76.76.2.0 "
    "76.76.19.19 8.26.56.26 185.228.168.9 1.1.1.2 1.1.1.3 9.9.9.10 "
    "2001:4860:4860::8888 "
    "2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe".split()
)

_BIG, _SOME_BIG, _GROUPS = 40, 2, 4


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find addresses of the internet that lead to a household."""
    del registered
    if not (reading.has_digits or ":" in reading.text):
        return
    for match in _IPV4.finditer(reading.lower):
        bare = re.sub(r"[^0-9.]+", ".", match.group())
        if _is_routed(re.sub(r"\.{2,}", ".", bare)) and _is_meant(reading, match):
            yield Candidate(*match.span(), Kind.IP_ADDRESS)
    for match in _IPV6.finditer(reading.lower):
        groups = [group for group in match.group().split(":") if group]
        if len(groups) >= _GROUPS and _is_routed(match.group().strip()):
            yield Candidate(*match.span(), Kind.IP_ADDRESS)
    yield from _otherwise(reading)


def _otherwise(reading: Reading) -> Iterator[Candidate]:
    """Find addresses with commas or hyphens instead of dots."""
    for match in _COMMAS.finditer(reading.lower):
        near = reading.before(match.start(), 30)
        if _CUE_NEAR.search(near) and _is_routed(match.group().replace(",", ".")):
            yield Candidate(*match.span(), Kind.IP_ADDRESS)
    for match in _DASHED.finditer(reading.lower):
        if _is_routed(match["ip"].replace("-", ".")):
            yield Candidate(*match.span("ip"), Kind.IP_ADDRESS)
    for match in _REVERSE.finditer(reading.lower):
        if _is_routed(match["ip"].replace("-", ".")):
            yield Candidate(*match.span("ip"), Kind.IP_ADDRESS)


@lru_cache(maxsize=256)
def _is_routed(address: str) -> bool:
    """Say whether an address is reached from everywhere and is no resolver."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return known.is_global and not known.is_multicast and address not in _RESOLVERS


def _is_meant(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether four numbers are an address and not a firmware version."""
    before = reading.before(match.start(), 45)
    if _NUMBERED.search(before):
        return False
    if _HOST.search(before) or _PORT.match(reading.after(match.end(), 2)):
        return True
    octets = [int(part) for part in re.findall(r"[0-9]+", match.group())]
    big = sum(octet >= _BIG for octet in octets)
    cued = _CUE.search(before) or _CUE.search(reading.after(match.end(), 20))
    if re.search(
        r"\b(?:firmware|version|fw|ver|release|build|software)\b", before[-25:]
    ):
        return bool(re.search(r"\bips?\b", before)) and big >= _SOME_BIG
    if cued:
        return True
    return big > _SOME_BIG or (big == _SOME_BIG and not _VERSION.search(before))
