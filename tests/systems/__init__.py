"""System cards: who sees what, what is refused, what is counted."""
