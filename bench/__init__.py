"""What a request costs, as ratios to bare ones."""
