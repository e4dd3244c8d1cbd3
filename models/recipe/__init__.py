"""The label studio: draws labels, photographs them, and writes down the truth. Not a part of the product."""
