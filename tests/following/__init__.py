"""What members watch and mute, and up to where they have read."""
