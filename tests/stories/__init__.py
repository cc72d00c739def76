"""Stories over time, played from outside: what befalls a return from one run to the next, and what the office then sees."""
