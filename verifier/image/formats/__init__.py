"""One module for each kind of encoded picture. Each walks and bounds the file's structure first, then decodes."""
