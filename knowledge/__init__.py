"""Cited reference facts and their typed loaders: pure Python, no Django models."""
