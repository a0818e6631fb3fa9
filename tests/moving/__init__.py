"""Taking in another forum, and leading on from its addresses."""
