"""Bytes → grids."""
