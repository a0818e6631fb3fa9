"""How many requests are sent, and by which chance."""

COUNT = "HOSTILE_REQUESTS"
SEED = "HOSTILE_SEED"
COUNTS = {"sqlite": 600, "postgresql": 200}
"""So many as each of the people, in the whole suite."""
USUAL_SEED = "7"
