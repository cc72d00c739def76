"""What the returns mean: the expected rows left-joined with what was received, judged and summed."""
