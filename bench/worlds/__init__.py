"""Made-up worlds: a list of licences, its firms, and the labels that honest people and liars would print."""
