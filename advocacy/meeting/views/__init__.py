"""The pages: the planner, and the report back."""
