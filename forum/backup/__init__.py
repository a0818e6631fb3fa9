"""Backups: the database and the files as of one moment, in one file, and back.

`making` writes one beside a forum that goes on, `checking` reads it to its end and
compares, `restoring` puts it where there is no forum yet. `sealing` is the envelope,
`queries` knows how each database is copied, `rules` what a backup is made of.
"""
