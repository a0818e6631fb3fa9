"""Members before the moderators: reported, warned, limited, suspended, noted."""
