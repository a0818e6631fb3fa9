"""What members may ask for: a copy of their data, a pause, an end, an account of it."""
