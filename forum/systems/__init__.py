"""System cards: what members tell about their systems, and to whom."""
