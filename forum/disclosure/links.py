"""Finds links into people's homes: monitoring pages, dashboards, addresses."""

import ipaddress
import re
from collections.abc import Iterator

from forum.disclosure.cued import count_digits, values_after
from forum.disclosure.kinds import Candidate, Kind, Registered
from forum.disclosure.reading import Reading

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s\ufffc<>\"\]]{4,300}"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}(?::[0-9]{2,5})"
    r"?(?:/[^\s\ufffc<>\"\]]{0,300})?(?![\w@])"
)
_PORTAL = re.compile(
    r"enlighten\.enphaseenergy\.com|enphaseenergy\.com/|"
    r"monitoring(?:public)?\.solaredge\.com|"
    r"solaredge\.com/|sunnyportal\.com|ennexos|pvoutput\.org|solarweb\.com|solarmanpv|"
    r"solarman|foxesscloud|growatt\.com|shinephone|semsportal|goodwe|fusionsolar|"
    r"isolarcloud|"
    r"vrm\.victronenergy\.com|egauge|egaug\.es|alsoenergy|powertrack|locusenergy|"
    r"solar-log|"
    r"solarlog|emoncms|tesla\.com|teslamotors|sense\.com|apsystems|apsema|hoymiles|"
    r"soliscloud|ginlong|meteocontrol|deckmonitoring|chilicon|tigoenergy|outbackpower|"
    r"opticsre|sunpower|mysunpower|smappee|neur\.io|curb|emporia|solaranywhere|lgess|"
    r"kiosk|solar-?edge|pvwatts|fronius|ecoflow|eg4|luxpower|solark|mysolark|powerview"
)
_POINTED = re.compile(
    r"[=/#](?:[a-z_-]{0,12})?[0-9]{4,}|[0-9a-f]{8}-[0-9a-f]{4}-|(?:guid|token|key|"
    r"sid|siteid|site_id|id|page|uid|"
    r"share|public|kiosk)[=/][a-z0-9_-]{4,}|egauge[0-9]+|/(?:public|shared?|"
    r"kiosk)/[a-z0-9-]{5,}"
)
_TOKEN = re.compile(
    r"[?&#;/](?:[a-z]{0,12}_?-?)?(?:token|api_?-?key|apikey|access_?key|auth|authkey|"
    r"secret|password|passwd|pwd|"
    r"guid|sig|signature|session(?:id)?|share_?key|kiosk_?(?:id|key)?|key|code|"
    r"hash)=(?P<v>[a-z0-9%._~+/-]{6,})"
)
_IDS = re.compile(
    r"[?&](?:site_?id|system_?id|plant_?id|station_?id|sn|serial|device_?id|"
    r"installation_?id|stationid)="
    r"(?P<v>[a-z0-9-]{4,})"
)
_HOME = re.compile(
    r"\b[a-z0-9-]{1,60}\.(?:duckdns\.org|ddns\.net|ddns\.me|no-ip\.(?:org|com|biz|"
    r"info)|dyndns\.(?:org|com|info|biz|tv)|hopto\.(?:org|me)|"
    r"zapto\.org|myftp\.(?:org|biz)|myddns\.me|synology\.me|myqnapcloud\.com|"
    r"ui\.nabu\.casa|nabu\.casa|ngrok\.(?:io|app)|"
    r"ngrok-free\.app|trycloudflare\.com|freeddns\.org|mynetgear\.com|asuscomm\.com|"
    r"dynu\.(?:net|com)|"
    r"tplinkdns\.com|myfritz\.net|homeip\.net|serve(?:http|ftp|game|beer)\.(?:com|"
    r"net)|sytes\.net|dynv6\.net|"
    r"dyn-?dns\.(?:org|net)|is-a-geek\.(?:com|org|net)|homelinux\.(?:com|net|org)|"
    r"afraid\.org|mooo\.com|gotdns\.(?:com|ch|org)|"
    r"selfip\.(?:com|net|org)|dnsalias\.(?:com|net|org)|homeftp\.(?:org|net)|"
    r"remotewd\.com|kozow\.com|dedyn\.io|"
    r"loca\.lt|ts\.net|spdns\.(?:de|org|eu)|goip\.de|viewdns\.net|redirectme\.net|"
    r"webhop\.(?:me|org|net)|"
    r"bounceme\.net|3utilities\.com|ath\.cx|giize\.com|ooguy\.com|casacam\.net|"
    r"accesscam\.org)\b"
    r"(?::[0-9]{2,5})?(?:/[^\s\ufffc<>\"\])]{0,200})?"
)
_HELP = re.compile(
    r"\b(?:support|help|knowledge|docs?|documentation|community|forum|faq|download|"
    r"datasheet|"
    r"login|log-in|sign-?in|store|shop|news|blog|articles?|learn|products?|warranty|"
    r"manual|"
    r"press|resources?|developer)\b|\.pdf"
)
_SITE_ID = re.compile(
    r"\b(?:site|system|plant|station|installation|enlighten|monitoring|pvoutput|"
    r"portal|vrm|kiosk)"
    r"(?:[ ](?:site|system))?[ _-]?(?:id|number|no\.?|#|sid|key)\b[.:#=]?"
)
_DOT = r"[ ]?(?:\.|\[[ ]?(?:\.|dot)[ ]?\]|\([ ]?(?:\.|dot)[ ]?\)|[ ]dot[ ]|\{\.\})[ ]?"
_IPV4 = re.compile(
    rf"(?<![\w.])(?<![0-9]-)[0-9]{{1,3}}(?:{_DOT}[0-9]{{1,3}}){{3}}(?![\w])(?!\.[0-9])"
)
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])")
_CUE = re.compile(
    r"\b(?:ip|ips|wan|public|address|static|ping|pinged|host|server|port|"
    r"forward(?:ed|ing)?|ssh|"
    r"telnet|vpn|ddns|router|isp|comcast|internet|remote(?:ly)?|dashboard|from outside|"
    r"connect|browse|url|trace|traceroute|gateway|reach|exposed|open at|listening|"
    r"firewall|nat|dns)\b"
)
_VERSION = re.compile(
    r"\b(?:firmware|version|versions|fw|ver|v|rev|release|build|software|sw|"
    r"update[d]?|upgraded?|running|"
    r"installed|runs|with|patch|beta|kernel|driver|app|downgraded?|on|from|to)[ "
    r":.]{1,2}(?:is |at |now |version |v)?$"
)
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
    """Find links and addresses that lead into a household's devices."""
    del registered
    for match in _LINK.finditer(reading.lower):
        yield from _portal(match)
    for match in _HOME.finditer(reading.lower):
        before = reading.before(match.start(), 8)
        at = before.find("http")
        start = match.start() - (len(before) - at if at >= 0 else 0)
        yield Candidate(start, match.end(), Kind.PORTAL_LINK)
    for cue in _SITE_ID.finditer(reading.lower):
        for span in values_after(reading, cue, 25, _is_site):
            yield Candidate(*span, Kind.PORTAL_LINK)
    yield from _addresses(reading)


def _is_site(value: str, direct: bool) -> bool:
    return direct and count_digits(value) >= 4 and len(value) <= 36  # noqa: PLR2004


def _portal(match: re.Match[str]) -> Iterator[Candidate]:
    link = match.group().rstrip(".,;:!?'`)*_")
    host, slash, path = re.sub(r"^https?://", "", link).partition("/")
    if not slash and "?" not in link and "egaug" not in host:
        return
    token = _TOKEN.search(link)
    secret = bool(token and count_digits(token["v"]))
    known = bool(_PORTAL.search(link)) and bool(_POINTED.search(link))
    if secret or _IDS.search(link) or (known and not _is_help(host, path)):
        yield Candidate(
            match.start(),
            match.start() + len(link),
            Kind.PORTAL_LINK,
            is_loud=secret,
        )


def _is_help(host: str, path: str) -> bool:
    return bool(_HELP.search(host) or _HELP.search(path.split("?", maxsplit=1)[0]))


def _addresses(reading: Reading) -> Iterator[Candidate]:
    for match in _IPV4.finditer(reading.lower):
        bare = re.sub(r"[^0-9.]+", ".", match.group())
        if _is_routed(re.sub(r"\.{2,}", ".", bare)) and _is_meant(reading, match):
            yield Candidate(*match.span(), Kind.IP_ADDRESS)
    for match in _IPV6.finditer(reading.lower):
        groups = [group for group in match.group().split(":") if group]
        if len(groups) >= _GROUPS and _is_routed(match.group().strip()):
            yield Candidate(*match.span(), Kind.IP_ADDRESS)


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
    if _HOST.search(before) or reading.after(match.end(), 1) == ":":
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
