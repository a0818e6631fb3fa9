"""What a forum outlives: kills, parts that go away, long hours of people."""
