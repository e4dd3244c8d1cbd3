"""Weights of our own networks, read by `verifier.inference`; their cards are in `models/`."""
