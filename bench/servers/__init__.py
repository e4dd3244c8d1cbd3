"""Servers that a benchmark or a test starts for itself: PostgreSQL, and the service."""
