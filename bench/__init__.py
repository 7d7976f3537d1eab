"""What a request costs, as ratios to bare ones. It is no test and gates nothing."""
