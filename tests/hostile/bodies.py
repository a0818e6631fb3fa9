"""Makers of what comes after the headers: forms in parts, files, other things."""

from collections.abc import Iterator
from random import Random

from tests.hostile import rubbish
from tests.hostile.filling import CSRF, filled_in, own_names, plain, put_in
from tests.hostile.sending import Sent
from tests.hostile.targets import Target

EDGE = b"zqedge"
BEGINS, ENDS = b"--" + EDGE + b"\r\n", b"--" + EDGE + b"--\r\n"
FIELD = b'Content-Disposition: form-data; name="body"\r\n'
BUTTONS = (b"add-photos", b"preview", b"save-draft", b"remove-photo", b"remove-file")
JSONS = (
    *(b'{"csrf_token": []}', b"[" * 9000, b"[1]", b'{"body": {}}', b"{", b"null"),
    *(b'{"login": 1, "body": [1]}', b'"x"', b"\xff", b'{"a": 1e999}', b"9" * 5000),
)
ENDLESS = (b"&" * 3000, b"=" * 3000, b"%" * 900, b"a" * 600_000)
BETWEEN = (b";", b"&&", b"&amp;", b"\n", b"\0")


def odd_body(dice: Random, target: Target, names: list[str]) -> Sent:
    """Send something else than the form, or say something else about it."""
    sent = plain(target)
    sent.method = "POST"
    fields = filled_in(dice, target)
    put_in(sent, [*fields, (dice.choice(own_names(target, names)), rubbish.raw(dice))])
    how = dice.randrange(6)
    if how == 0:
        sent.set("Content-Type", dice.choice(rubbish.CONTENT_TYPES))
    elif how == 1:
        sent.set("Content-Length", dice.choice(rubbish.LENGTHS))
    elif how == 2:
        sent.body = dice.choice((*rubbish.FILES, *ENDLESS))
    elif how == 3:
        sent.set("Content-Type", "application/json")
        sent.set("X-CSRFToken", dict(target.fields).get(CSRF, "x"))
        sent.body = dice.choice(JSONS)
    elif how == 4:
        sent.body = sent.body[: dice.randrange(len(sent.body) + 1)]
        sent.set("Content-Length", str(len(sent.body) + dice.choice((1, 9000))))
    else:
        sent.body = sent.body.replace(b"&", dice.choice(BETWEEN))
    return sent


def odd_parts(dice: Random, target: Target, names: list[str]) -> Sent:
    """Send a form in parts that end nowhere, lie in each other, or have odd heads."""
    sent = files(dice, target, names)
    sent.body = dice.choice([*_spoilt(dice, sent.body)])
    return sent


def _spoilt(dice: Random, body: bytes) -> Iterator[bytes]:
    yield body.removesuffix(ENDS)
    yield body[: dice.randrange(1, len(body))]
    yield body.replace(b"\r\n", b"\n")
    yield body.replace(b"form-data", b"attachment")
    yield body.replace(b'name="', b"name*=utf-8''%ff; x=\"")
    yield body.replace(b'name="', b'name="\xff')
    yield body.replace(b"Content-Disposition", b"X" * 9000, 1)
    yield body.replace(BEGINS, BEGINS + b"A: b" * 900 + b"\r\n")
    yield from (body.replace(ENDS, BEGINS + one + ENDS) for one in _parts())
    yield ENDS * 900
    yield b"\r\n" * 9000 + body
    yield body + body


def _parts() -> Iterator[bytes]:
    """Yield parts that say something odd about themselves."""
    yield FIELD + b"Content-Transfer-Encoding: base64\r\n\r\n!!\r\n"
    yield FIELD + b"Content-Type: text/plain; charset=idna\r\n\r\n\xff\r\n"
    inside = b"--in\r\n\r\nx\r\n--in--\r\n"
    yield FIELD + b"Content-Type: multipart/mixed; boundary=in\r\n\r\n" + inside
    yield (FIELD + b"\r\nx\r\n" + BEGINS) * 1200 + FIELD + b"\r\nx\r\n"


def files(dice: Random, target: Target, names: list[str]) -> Sent:
    """Send files of rubbish under every odd name and kind, also where words belong."""
    sent = plain(target)
    sent.method = "POST"
    sent.set("Content-Type", f"multipart/form-data; boundary={EDGE.decode()}")
    sent.set("Sec-Fetch-Site", "same-origin")
    parts = [_part(name.encode(), value) for name, value in filled_in(dice, target)]
    for _ in range(dice.choice((1, 1, 2, 12))):
        own = dice.choice(own_names(target, names))
        name = dice.choice((*target.files, "photos", "files", own))
        parts.append(_part(name.encode(), rubbish.file(dice), _told_of_file(dice)))
    if dice.random() < 0.5:
        parts.append(_part(dice.choice(BUTTONS), b"1"))
    sent.body = b"".join(parts) + ENDS
    return sent


def _told_of_file(dice: Random) -> bytes:
    name = dice.choice(rubbish.FILE_NAMES).replace('"', "%22").encode()
    kind = dice.choice(rubbish.FILE_KINDS).encode("latin-1")
    return b'; filename="' + name + b'"\r\nContent-Type: ' + kind


def _part(name: bytes, value: bytes, more: bytes = b"") -> bytes:
    head = b'Content-Disposition: form-data; name="' + name.replace(b'"', b"%22") + b'"'
    return BEGINS + head + more + b"\r\n\r\n" + value + b"\r\n"
