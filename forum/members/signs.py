"""The sign of a member: a pattern, drawn here from their number alone."""

SPREAD = 2654435761
"""Spreads numbers that follow each other over all patterns (Knuth)."""
BITS = 32
SIDE = 5
MIRRORED = 3
"""How many columns are drawn; the others mirror them."""
HUES = (205, 160, 275, 30, 345, 95)
SHADES = 4
"""Bits that choose the color; the rest are cells."""


def sign_of(member_id: int) -> str:
    """Return the name of a member's pattern; it leads back to nobody's number."""
    return f"{(member_id * SPREAD + 0x5F3759DF) % (1 << BITS):08x}"


def drawn(sign: str) -> str:
    """Return a pattern as a picture: cells of a module, the same left and right."""
    number = int(sign, 16)
    hue = HUES[(number >> (BITS - SHADES)) % len(HUES)]
    cells = "".join(
        f"M{column} {row}h1v1h-1z"
        for row in range(SIDE)
        for column in range(SIDE)
        if _is_lit(number, row, min(column, SIDE - 1 - column))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.5 -1.5 8 8" '
        'width="80" height="80">'
        f'<circle cx="2.5" cy="2.5" r="4" fill="hsl({hue} 38% 36%)"/>'
        f'<path fill="hsl({hue} 60% 86%)" d="{cells}"/></svg>'
    )


def _is_lit(number: int, row: int, column: int) -> bool:
    """Say whether a cell is drawn; the one in the middle always is."""
    place = row * MIRRORED + column
    is_middle = row == SIDE // 2 and column == MIRRORED - 1
    return is_middle or bool(number >> place & 1)
