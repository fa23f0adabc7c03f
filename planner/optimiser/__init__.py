"""Which dish where, what is cooked when, and how much each person eats: pure, no Django."""
