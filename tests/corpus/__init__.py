"""Returned forms as clerks really make them, each with what a careful clerk would understand by it."""
