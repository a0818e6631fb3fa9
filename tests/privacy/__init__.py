"""Documents, agreements, and what the database gives away."""
