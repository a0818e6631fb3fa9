"""Journeys through a forum that really runs, in a real browser."""
