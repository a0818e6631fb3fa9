"""Keeps the whole suite on this machine: nothing it runs reaches another one."""

import sys
from ipaddress import ip_address
from typing import Any

HERE = {"localhost", "", None}
_on: list[bool] = []


class SentAway(OSError):
    """Something wanted to reach another machine."""


def stay_offline() -> None:
    """Refuse every connection to, and every question for, another machine."""
    if not _on:
        _on.append(True)
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if not _is_here(host):
        raise SentAway(f"{event}: {host} is not this machine")


def _is_here(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host in HERE:
        return True
    try:
        known = ip_address(str(host))
    except ValueError:
        return False
    return known.is_loopback or known.is_unspecified
