"""Lines of print drawn in fonts that training never saw, hurt in known ways, and how much was done to each."""
