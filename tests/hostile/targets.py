"""What there is to send requests to: every route, and every form that pages show."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from lxml.html import FormElement, HtmlElement, document_fromstring
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from forum.core.forms import Form
from tests.browser import Browser
from tests.structure.sources import ROOT
from tests.structure.test_form_fields import fields_of, forms_below

HTML = "text/html"
OFTEN = 6
READ = re.compile(r"request\.(?:args|form|files)\.\w+\(\s*\"([\w-]+)\"")
ALSO_READ = ("page", "csrf_token", "once", "seal", "choice-0", "alt-1", "body", "next")


@dataclass
class Target:
    """Somewhere to send a request to, and what its form holds."""

    method: str
    path: str
    endpoint: str
    page: str = ""
    """Where its form stands; empty if no page shows one."""
    fields: list[tuple[str, str]] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    """What can be chosen, by the name of a field."""
    files: list[str] = field(default_factory=list)
    weight: int = 1
    """How often it is chosen: more, where its form was seen."""

    @property
    def name(self) -> str:
        """The method and the route."""
        return f"{self.method} {self.endpoint}"


@dataclass
class Known:
    """Addresses that lead somewhere, and forms, as somebody came across them."""

    arguments: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    """Rules of routes with the parts of an address that leads somewhere."""
    forms: dict[str, Target] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    """Routes of which a page was shown."""

    def look(self, browser: Browser, paths: Iterable[str]) -> None:
        """Open pages; remember their forms, and where their links lead."""
        for path in paths:
            with browser.client.get(path) as answer:
                if answer.mimetype != HTML or answer.status_code != 200:
                    continue
                html = answer.get_data(as_text=True)
                self.take_all(browser.client.application, html, path)

    def take_all(self, app: Flask, html: str, page: str) -> None:
        """Remember a page, its forms, and where its links lead."""
        if found := matched(app, page.partition("?")[0], "GET"):
            self.opened.add(f"GET {found[0].endpoint}")
        parsed = document_fromstring(html)
        self._links(app, [page, *parsed.xpath("//a/@href")])
        for form in parsed.forms:
            self._take(app, form, page)

    def join(self, other: "Known") -> None:
        """Know what somebody else knows too."""
        for rule, arguments in other.arguments:
            self._remember(rule, arguments)
        self.forms = other.forms | self.forms

    def targets(self, app: Flask, others: "Known") -> Iterator[Target]:
        """Yield every route with an address, and with its form if one was seen.

        A form that only others see is tried too, though less.
        """
        for rule in app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                name = f"{method} {rule.endpoint}"
                if own := self.forms.get(name):
                    yield replace(own, weight=OFTEN)
                elif seen := others.forms.get(name):
                    yield seen
                else:
                    often = OFTEN if name in self.opened else 1
                    path = others.address(app, rule)
                    yield Target(method, path, rule.endpoint, weight=often)

    def address(
        self, app: Flask, rule: Rule, parts: Mapping[str, object] | None = None
    ) -> str:
        """Return an address of a route; the most like it says what its parts are."""
        wanted = {name: _example(rule, name) for name in rule.arguments}
        nearest_last = sorted(
            self.arguments, key=lambda one: _common(one[0], rule.rule)
        )
        for _, arguments in nearest_last:
            wanted |= {name: arguments[name] for name in wanted if name in arguments}
        wanted |= parts or {}
        with app.test_request_context():
            built = app.url_map.bind("localhost").build(rule.endpoint, wanted)
        return str(built)

    def _links(self, app: Flask, links: Iterable[str]) -> None:
        for link in links:
            path = urlsplit(link).path
            if path.startswith("/") and (found := matched(app, path, "GET")):
                self._remember(found[0].rule, found[1])

    def _take(self, app: Flask, form: FormElement, page: str) -> None:
        """Remember a form, for each address that its buttons send it to."""
        actions = [form.get("action") or page, *form.xpath(".//button/@formaction")]
        for action in actions:
            path = urldefrag(urljoin(page, action)).url
            found = matched(app, urlsplit(path).path, form.method)
            if found is None:
                continue
            rule, arguments = found
            self._remember(rule.rule, arguments)
            target = _filled(form, Target(form.method, path, rule.endpoint, page))
            known = self.forms.get(target.name)
            if known is None or len(known.fields) < len(target.fields):
                self.forms[target.name] = target

    def _remember(self, rule: str, arguments: dict[str, object]) -> None:
        if arguments and (rule, arguments) not in self.arguments:
            self.arguments.append((rule, arguments))


def matched(
    app: Flask, path: str, method: str
) -> tuple[Rule, dict[str, object]] | None:
    """Return the route that an address leads to, and the parts of the address."""
    try:
        bound = app.url_map.bind("localhost")
        rule, arguments = bound.match(path, method, return_rule=True)
    except HTTPException:
        return None
    return rule, dict(arguments)


def names() -> list[str]:
    """Return the names of all fields that any form or view of the forum reads."""
    forms = {name for form in forms_below(Form) for name in fields_of(form)}
    sources = (*ROOT.glob("forum/**/*.py"), *ROOT.glob("moderation/**/*.py"))
    read = {name for path in sources for name in READ.findall(path.read_text())}
    return sorted({*forms, *read, *ALSO_READ})


def _filled(form: FormElement, target: Target) -> Target:
    target.fields = [(name, str(value)) for name, value in form.form_values()]
    target.files = form.xpath(".//input[@type='file']/@name")
    for one in form.xpath(".//*[@name]"):
        if options := _options(one):
            target.options.setdefault(one.get("name"), []).extend(options)
        elif one.get("name") not in dict(target.fields):
            target.fields.append((one.get("name"), one.get("value") or ""))
    return target


def _options(one: HtmlElement) -> list[str]:
    if one.tag == "select":
        return [str(value) for value in one.xpath(".//option/@value")]
    if one.tag == "button" or one.get("type") in {"radio", "checkbox", "submit"}:
        return [one.get("value") or "on"]
    return []


def _common(one: str, other: str) -> int:
    """Return how far two rules say the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _example(rule: Rule, name: str) -> object:
    """Return a part of an address that may lead nowhere."""
    is_number = f"<int:{name}>" in rule.rule
    return 1 if is_number else "x"
