"""Returns as units write them, clean, with planted faults, and with what only looks like a fault: to measure the checks."""
