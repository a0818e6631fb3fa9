"""Appeals: asking, writing, deciding, and what each side sees."""
