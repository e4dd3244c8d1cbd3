"""Label photos to be judged, honest ones and lies, drawn from our own mark, the fonts of this machine and codes."""
