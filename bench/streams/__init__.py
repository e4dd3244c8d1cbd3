"""Films of labels as a phone's camera sees them, and what the page's camera makes of them in a browser."""
