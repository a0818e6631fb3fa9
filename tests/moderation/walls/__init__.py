"""What keeps spam out without third parties."""
