"""Who is who: members as others see them, their roles and their sessions."""
