"""The site around the boards: commands, errors, health, its own pages."""
