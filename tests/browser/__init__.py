"""The built course in a real browser."""
