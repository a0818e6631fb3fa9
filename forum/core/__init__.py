"""The ground the forum stands on: it knows no other package."""
