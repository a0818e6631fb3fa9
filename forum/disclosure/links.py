"""Finds links into people's homes: monitoring pages, dashboards, addresses."""

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
    r"[=/#](?:[a-z_-]{0,12})?[0-9]{4,}|/public_systems/[a-z0-9]{4,}|"
    r"/site/public\?name=|"
    r"[?&](?:name|u|user|username|plant|plantname)=[^&\s]{3,}|"
    r"emoncms\.org/(?!site|app|docs|feed/list|login)[a-z0-9_]{3,}|"
    r"[0-9a-f]{8}-[0-9a-f]{4}-|(?:guid|token|key|"
    r"sid|siteid|site_id|id|page|uid|"
    r"share|public|kiosk)[=/][a-z0-9_-]{4,}|kiosk\?[a-z]{1,5}=[a-z0-9_-]{4,}|"
    r"egauge[0-9]+|/(?:public|shared?|"
    r"kiosk)/[a-z0-9-]{5,}"
)
_TOKEN = re.compile(
    r"[?&#;/](?:[a-z]{0,12}_?-?)?(?:token|api_?-?key|apikey|access_?key|auth|authkey|"
    r"secret|password|passwd|pwd|"
    r"tk|tok|guid|sig|signature|session(?:id)?|share_?key|kiosk_?(?:id|key)?|key|code|"
    r"hash)=(?P<v>[a-z0-9%._~+/-]{6,})"
)
_ABOUT_POWER = re.compile(
    r"(?<!open)solar(?!is|win|ized|ium)|enphase|enlighten|victron|photovolt|(?:^|"
    r"[.-])pv(?:[.-]|$)|inverter|sunny|"
    r"monitor(?!ix)"
)
_IDS = re.compile(
    r"[?&](?:site_?id|system_?id|plant_?id|station_?id|sn|serial|device_?id|"
    r"installation_?id|stationid|pid|plantid|sysid)="
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
_DASHBOARD = re.compile(
    r"^(?:https?://)?(?!(?:docs|www|community|forum|demo|play|snapshots|"
    r"play\.grafana)\.)"
    r"(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}(?::(?:8123|3000|1880|8086)(?:/|$)|"
    r"(?::[0-9]{2,5})?/"
    r"(?:lovelace|d/[a-z0-9_-]{4,40}(?:/[a-z0-9_-]{2,60})?(?:\?|$)|d-solo/|emoncms|"
    r"nodered|node-red/ui|ui/#|solar_?assistant|grafana))"
)
_NOT_HOME = re.compile(
    r"\.(?:local|lan|home|internal|localdomain|arpa|test|invalid|example)(?::|/|$)|"
    r"example\.(?:com|org|net)|localhost|your|homeassistant\b|github|gitlab|"
    r"grafana\.(?:com|net)|"
    r"enphase|solaredge|tesla|victronenergy|nabucasa"
)
_HOME_APART = re.compile(
    r"(?:h ?t ?t ?p ?s? ?: ?/ ?/ ?)?\b[a-z0-9-]{2,40}(?: \. ?|\. )(?:duckdns|ddns|"
    r"no-ip|dyndns|hopto|zapto|"
    r"myftp|synology|myfritz|dynv6|mooo|sytes)(?: ?\. ?)(?:org|net|me|com|biz)(?: ?: "
    r"?[0-9]{2,5})?"
    r"(?: ?/ ?[a-z0-9_-]{1,30}(?=[ /]|$)){0,4}"
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
    r"(?:[ ](?:site|system))?[ _-]?(?:(?:id|number|no\.?|sid|key)\b[.:#=]?|#)"
    r"|(?<=[ \n])(?:installations?|sites?|plants?|systems?|stations?)/(?=[ ])"
    r"|\b(?:enlighten|enphase|solaredge|vrm|pvoutput|monitoring)"
    r"[ ](?:system|site|plant|installation)(?=[ ]#?[0-9]{5,8}\b)"
)


def find(reading: Reading, registered: Registered) -> Iterator[Candidate]:
    """Find links and addresses that lead into a household's devices."""
    del registered
    for match in _LINK.finditer(reading.lower):
        yield from _portal(match)
    for match in _HOME.finditer(reading.lower):
        before = reading.before(match.start(), 8)
        at = max(before.find("http"), before.find("hxxp"))
        start = match.start() - (len(before) - at if at >= 0 else 0)
        yield Candidate(start, match.end(), Kind.PORTAL_LINK)
    for match in _HOME_APART.finditer(reading.lower):
        yield Candidate(*match.span(), Kind.PORTAL_LINK)
    for cue in _SITE_ID.finditer(reading.lower):
        for span in values_after(reading, cue, 25, _is_site):
            yield Candidate(*span, Kind.PORTAL_LINK)


def _is_site(value: str, direct: bool) -> bool:
    return direct and count_digits(value) >= 4 and len(value) <= 36  # noqa: PLR2004


def _portal(match: re.Match[str]) -> Iterator[Candidate]:
    link = match.group().rstrip(".,;:!?'`)*_")
    host, slash, path = re.sub(r"^https?://", "", link).partition("/")
    plain = not slash and "?" not in link and "egaug" not in host
    if plain and not _DASHBOARD.search(link):
        return
    if _DASHBOARD.search(link) and not _NOT_HOME.search(link):
        yield Candidate(match.start(), match.start() + len(link), Kind.PORTAL_LINK)
        return
    token = _TOKEN.search(link)
    secret = bool(token and count_digits(token["v"]))
    about = _PORTAL.search(f"{host}/") or "kiosk" in link or _ABOUT_POWER.search(host)
    known = bool(about) and bool(_POINTED.search(link))
    if secret or _IDS.search(link) or (known and not _is_help(host, path)):
        yield Candidate(
            match.start(),
            match.start() + len(link),
            Kind.PORTAL_LINK,
            is_loud=secret,
        )


def _is_help(host: str, path: str) -> bool:
    return bool(_HELP.search(host) or _HELP.search(path.split("?", maxsplit=1)[0]))
