"""Measures how well and how fast the detector finds what posts disclose."""
