"""Benchmarks: each module prints its figures with n; `python -m bench --quick` runs them all shortly."""
