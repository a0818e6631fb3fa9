"""A plot as SVG: cost against size, both by powers of ten."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BELOW = 860, 460, 60, 16, 250, 48
COLORS = "#1f5fa8 #c2410c #15803d #7e22ce #a16207 #0e7490 #be123c #475569".split()
DASHES = ("", "6 3", "2 3")
Points = Sequence[tuple[float, float]]


def plot(lines: Mapping[str, Points], across: str, up: str) -> str:
    """Return a plot of some lines, each with its name at its end."""
    scale = _Scale([point for points in lines.values() for point in points])
    parts = [*scale.grid(), *_names(scale, lines)]
    for place, points in enumerate(lines.values()):
        path = " ".join(f"{scale.x(x):.1f},{scale.y(y):.1f}" for x, y in points)
        dash = DASHES[place // len(COLORS) % len(DASHES)]
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{_color(place)}" '
            f'stroke-width="2" stroke-dasharray="{dash}"/>'
        )
    middle = TOP + (HEIGHT - TOP - BELOW) / 2
    parts.append(_text(LEFT + (WIDTH - LEFT - RIGHT) / 2, HEIGHT - 8, across, "middle"))
    turned = f'transform="rotate(-90 14 {middle})"'
    parts.append(_text(14, middle, up, "middle", turned))
    inner = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12" role="img" '
        f'aria-label="{escape(up)} against {escape(across)}">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{inner}\n</svg>\n'
    )


class _Scale:
    """Turns figures into places."""

    def __init__(self, points: Points) -> None:
        self._across = _powers(x for x, _ in points)
        self._up = _powers(y for _, y in points)

    def x(self, value: float) -> float:
        return LEFT + _part(value, self._across) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BELOW - _part(value, self._up) * (HEIGHT - TOP - BELOW)

    def grid(self) -> list[str]:
        """Return lines and figures at the powers of ten."""
        parts = []
        for power in range(self._across[0], self._across[1] + 1):
            x = self.x(10.0**power)
            parts += [_rule(x, TOP, x, HEIGHT - BELOW)]
            parts += [_text(x, HEIGHT - BELOW + 18, f"{10**power:,}", "middle")]
        for power in range(self._up[0], self._up[1] + 1):
            y = self.y(10.0**power)
            parts += [_rule(LEFT, y, WIDTH - RIGHT, y)]
            parts += [_text(LEFT - 6, y + 4, f"{10.0**power:g}", "end")]
        return parts


def _names(scale: _Scale, lines: Mapping[str, Points]) -> list[str]:
    """Return the names, each beside the end of its line, none over another."""
    ends = sorted(
        (scale.y(points[-1][1]), name, place)
        for place, (name, points) in enumerate(lines.items())
    )
    parts, lowest = [], TOP - 14.0
    for y, name, place in ends:
        lowest = max(y + 4, lowest + 14)
        color = f'fill="{_color(place)}"'
        parts.append(_text(WIDTH - RIGHT + 10, lowest, name, "start", color))
    return parts


def _color(place: int) -> str:
    return COLORS[place % len(COLORS)]


def _powers(values: Iterable[float]) -> tuple[int, int]:
    logs = [log10(value) for value in values]
    low, high = floor(min(logs)), ceil(max(logs))
    return low, max(high, low + 1)


def _part(value: float, powers: tuple[int, int]) -> float:
    return (log10(value) - powers[0]) / (powers[1] - powers[0])


def _rule(*ends: float) -> str:
    x1, y1, x2, y2 = ends
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="#ddd"/>'


def _text(x: float, y: float, said: str, anchor: str, more: str = "") -> str:
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}" {more}'.rstrip()
    return f"<text {place}>{escape(said)}</text>"
