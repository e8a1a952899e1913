"""Records and lists in forms for other programs."""
