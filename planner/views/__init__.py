"""Pages of the planner: start, week, meals, days, lists."""
