"""Grids → forms."""
