"""What is reported, decided, told and logged by moderation."""
