"""The ground: what every package stands on, tried piece by piece."""
