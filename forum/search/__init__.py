"""Finding things: feeds of what is new."""
