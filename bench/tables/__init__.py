"""One table of figures a question, as Markdown, for `python -m bench eyes`; and the pictures beside them."""
