"""The site around the boards: its pages, its errors, its commands."""
