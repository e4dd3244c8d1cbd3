"""Label photos composed to be judged: honest ones and lies, drawn from our own mark, fonts of this machine and codes."""
