"""What the forum knows about solar power: words, and nothing about anybody."""
