"""Honest signed bundles, many in one archive, made on one machine and checked on another."""
