"""Acts owed by a day, and what becomes of them."""
