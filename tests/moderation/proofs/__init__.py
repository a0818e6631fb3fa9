"""Proofs of moderation: what must hold however things cross, and after every step."""
