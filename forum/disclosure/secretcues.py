"""What passwords and keys look like, and the words that announce one."""

import re

KEYS = re.compile(
    r"(?<!\w)(?:A[KS]IA[0-9A-Z]{16}(?!\w)|gh[pousr]_[A-Za-z0-9]{20,80}|"
    r"github_pat_[A-Za-z0-9_]{20,100}|xox[abeprs]-[A-Za-z0-9-]{10,100}|"
    r"eyJ[A-Za-z0-9_-]{8,600}\.[A-Za-z0-9_-]{6,1000}(?:\.[A-Za-z0-9_-]{0,1000})?|"
    r"[spr]k[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{10,120}|sk-[A-Za-z0-9]{20,60}|"
    r"AIza[0-9A-Za-z_-]{30,40}|glpat-[A-Za-z0-9_-]{15,40}|ya29\.[A-Za-z0-9_-]{20,200}|"
    r"(?:SG|npm|hf|dop_v1)[._][A-Za-z0-9_-]{16,40}[A-Za-z0-9._-]{0,50})|"
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{0,4000}(?:-----END [A-Z "
    r"]{0,20}PRIVATE KEY-----)?|"
    r"(?<![\w/=-])(?=[0-9A-F]{0,31}[G-Z])(?=[A-Z]{0,31}[0-9])[A-Z0-9]{32}(?!\w)|"
    r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,60}"
)
IN_LINK = re.compile(r"[a-z]{2,8}://(?P<v>[^\s/:@\ufffc]{1,40}:[^\s/@\ufffc]{2,60})@")
ANNOUNCED = (
    r"(?:[a-z0-9]{1,12}[_-])?(?:pass ?words?|passwort|passwd|pwd|pass ?phrase|pw|psk)|"
    r"pass(?: ?key)?|p/w|pass ?code|kennwort|wachtwoord|contrase\u00f1a|clave|mot de "
    r"passe|mdp|"
    r"has\u0142o(?: (?:do )?(?:wi-?fi|sieci|routera))?|ww|"
    r"(?:key|secret|security|recovery|seed)[ -]?phrase|"
    r"senha|l\u00f6senord|salasana|"
    r"(?:wi-?fi|wifi|wlan|wpa[23]?|network|wireless|wep|security|ssid|router|"
    r"encryption|modem|guest)[ _-]?(?:key|pass|code|pin)|creds|credentials"
)
PROGRAM = (
    r"(?:api|access|secret|client|auth|app|private|encryption|signing|account|"
    r"consumer|refresh|bearer|aes|zigbee|lora|nwk|bms|modbus|noise|ota|install|setup|"
    r"x-api|influx\w*|mqtt|ha|long[ -]lived|personal access|developer|envoy|owner)[ "
    r"_-]?(?:access)?[ _-]?(?:key|token|secret|passwd|password|pass)|"
    r"apikey|token|bearer|secret|authtoken|jwt"
)
SAYS = (
    r"(?:\]?[ ]?[:=]{1,2}>?|'s(?=[ ])|[ ]?->|[ ]{1,2}still(?=[ ][a-z0-9])|[ "
    r"]{1,2}(?:is|was|are|=|be|(?:set|"
    r"changed|reset|back|switched) to|of|reads|lautet|ist|es|est|jest|remains|"
    r"stays)\b:?|[\"'][ ]?[:=])"
)
VALUE = r"[\"'`*_]{0,3}(?P<v>[^\s\ufffc\"'`]{3,200})"
CUED = re.compile(
    rf"(?<![\w/-])(?P<cue>{ANNOUNCED})(?:[ ](?:for|on|to|of|at)[ ](?:[\w-]{{1,15}}[ "
    rf"]){{0,3}}[\w-]{{1,15}})?"
    rf"(?:[ ](?:here|still|now|currently|just|there))?{SAYS}[ \t]{{0,3}}\n?[ "
    rf"]{{0,2}}(?:still |now |just |also |currently |simply |literally )?{VALUE}"
)
QUOTED = re.compile(
    rf"(?<![\w/-])(?:{ANNOUNCED}){SAYS}[ ]?(?P<q>[\"'`])(?P<v>[\w!@#$%^&*+?., "
    rf"-]{{4,60}})(?P=q)"
)
DIRECT = re.compile(
    rf"(?<![\w/-])(?:{ANNOUNCED})(?:[ ]\(|[ ,]{{1,8}}|:?\n[ >]{{0,3}}){VALUE}"
)
COOKIE = re.compile(
    r"(?i:(?:session|sess|sid|jsessionid|phpsessid|csrf|xsrf|auth|connect\.sid|"
    r"remember)"
    r"[\w.-]{0,16}=[ \"']?)(?P<v>(?=[^\s;]{0,40}[A-Z])(?=[^\s;]{0,40}[a-z])[\w%.+/-]{12"
    r",200})"
)
FLAGGED = re.compile(
    r"(?<!\w)(?:curl\b[^\n]{0,60}? -u [^\s:]{1,30}:(?P<a>[^\s'\"]{3,60})|sshpass -p "
    r"?['\"]?"
    r"(?P<b>[^\s'\"]{3,60})|--(?:password|passwd|pass|token|api-?key)[= "
    r"]['\"]?(?P<c>[^\s'\"]{4,60}))"
)
# A word no dictionary has, some words after "password" or, with a sign in it, "wifi".
NEAR_CUE = re.compile(
    rf"(?<![\w/-])(?:{ANNOUNCED}|login|(?P<net>wi-?fi|ssid|hotspot))(?![\w])"
)
NEAR = re.compile(
    r"(?:\b(?:wants|takes|needs|asks for|is|was|be|to|with|and|called|just|name|type|"
    r"enter|use|it's|currently)|"
    r"[:=,>-])[ ]"
    r"[\"'`(]?(?P<v>(?=[^\s]{0,30}[A-Za-z])(?=[^\s]{0,30}[0-9])[A-Za-z0-9][^\s\ufffc\"'"
    r"`("
    r")<>/]{5,40})"
)
TECHNICAL = re.compile(
    r"sha-?\d|base64|utf-?8|windows|python|esp-?(?:32|82)|esp8|wpa[23]|aes|md5|"
    r"ipv[46]|rs-?(?:485|232)|"
    r"https?|sun2000|v?\d+(?:\.\d+)+|[0-9]+-?(?:digit|char|bit|hour|day|min|month|"
    r"year|inch|pin|"
    r"amp|volt|watt|kw|ghz|mhz|byte|letter|step|st|nd|rd|th|x)|.*@.*\.|.*\.(?:com|net|"
    r"org|local|io|py|"
    r"yaml|json|txt|js|conf)|iq[78]|se\d|2fa|oauth|802\.|raspberry|rpi|ubuntu|debian|"
    r"node|php|"
    r"mqtt|[a-z_]+\(|[a-z]+\.[a-z]"
)
CUED_KEY = re.compile(rf"(?<![a-z0-9/])(?:{PROGRAM})(?:{SAYS}|[ ])[ \t]{{0,3}}{VALUE}")
MY_KEY = re.compile(
    rf"(?:\b(?:my|the|our|with|and|using)[ ]|[/|,;\n][ ]?)key(?:[ ](?:is|was|of)|:)?[ "
    rf"]{{1,2}}{VALUE}"
)
KEY_LATER = re.compile(
    r"\b(?:key|pass|login|code)\b[^.!?\n:]{2,35}:[ ](?P<v>[^\s\ufffc\"'`()<>/]{6,40})"
)
NET_KEY = re.compile(
    rf"\b(?:ssid|wi-?fi|wlan|wpa[23]?)\b[^\n]{{0,40}}\n?[^\n]{{0,12}}(?<![\w-])key[ "
    r"]?[:=][ "
    rf"]{{0,2}}{VALUE}"
)
OF_NET = re.compile(rf"(?<![\w-])(?:wpa[23]?|wi-?fi|wlan|wep)[ ]?[:=][ ]{{0,2}}{VALUE}")
GLUED = re.compile(
    r"(?<!\w)(?P<v>(?:pw|pwd|psk|pass)[0-9]{2,}[a-z]{3,}\w{0,20}|code "
    r"[\w-]{0,8}#[\w.-]{4,20})"
)
DEFAULT = re.compile(
    r"(?<![\w/.])(?:admin|root|pi|user|installer)[ ]?/[ "
    r"]?(?P<v>[^\s/\ufffc\"'`]{4,30})(?![/\w])"
)
CODE_SIGNS = re.compile(
    r"[=/<>({\[*|]|^[a-z]+(?:_[a-z0-9]+){2,}$|^[a-z]+[A-Z][a-zA-Z]+$|::"
)
SETTING = re.compile(r"-|[\w.]{2,40}=[\w$]|[^\s]{0,40}\[")
PAIR = re.compile(
    r"(?<!\w)(?:creds|credentials|login|log ?in)[ ]?(?:are|is|:|=)?[ "
    r"]{1,2}(?P<u>[\w.@-]{3,40})[ ]?(?:/|:|\|| and | with )[ "
    r"]?(?P<v>[^\s\ufffc\"'`]{4,60})"
)
PLACEHOLDER = re.compile(
    r"^[<{\[(*$%!]|your|my_|xxx|\.{3}|\*{3,}|^!secret|redact|example|placeholder|"
    r"changeme|insert|"
    r"masked|hidden|removed|secret_|_here|^_+$|^-+$|os\.|env\.|getenv|config\.|"
    r"^none$|^null$|^true$|^false$|^\?+|process\.|self\.|this\.|\w\(|^await$|^str$|"
    r"^bytes$|"
    r"^string$|^[a-z_]+\.[a-z_]+$|^#\{|^@\w+@$|arn:aws|^0x$|yyyy|mmdd|^foo|^bar$|"
    r"^test$|^password|^sample$|^base64$|^callback"
)
CLAUSE_END = re.compile(r"[.!?](?:\s|$)|\n|\ufffc")
FINGERPRINT = re.compile(r"[0-9A-F]{40}|[0-9a-f]{40}")

PASSWORD_WORDS = frozenset(
    "wpa2 wpa3 wep ww phrase recovery seed security password passwords pass passwort "
    "passwd pwd passphrase phrase pw psk p passcode "
    "kennwort wachtwoord "
    "contrase\u00f1a clave mot mdp has\u0142o senha l\u00f6senord salasana wifi wi fi "
    "wlan wpa network wireless wep "
    "security ssid router encryption modem guest creds credentials key keys passkey "
    "token secret apikey "
    "bearer jwt authtoken login log hotspot admin root pi user "
    "installer code passphrases wpapassphrase".split()
)
