"""Pages of guests that are made once and kept."""
