"""The forum for programs: what a guest can read, as JSON."""
