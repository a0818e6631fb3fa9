"""What administrators run the forum with: boards, settings, members, health."""
