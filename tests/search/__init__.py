"""What feed readers find."""
