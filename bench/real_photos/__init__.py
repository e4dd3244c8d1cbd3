"""Real photos, where they lie beside the repository, at twelve megapixels; and other engines on these."""
