"""Small faults put into the judgement on purpose, to learn whether the tests would notice them."""
