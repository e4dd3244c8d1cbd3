"""Firms' names: true, forged and Latin ones, asked of a list as readers read them."""
