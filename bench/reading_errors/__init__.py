"""What the readers that ship were measured to make of print, and made-up labels read with such errors."""
