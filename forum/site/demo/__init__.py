"""Invented content for a first look, loaded through the ordinary actions."""
