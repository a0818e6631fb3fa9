"""Accounts, signing in, sessions, profiles."""
