"""How fast and how fairly decisions are made, told to the team and to everybody."""
