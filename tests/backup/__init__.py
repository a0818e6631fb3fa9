"""Backups: made beside a forum that goes on, tried out, refused, put back."""
