"""`python -m bench [--quick] [NAME...]`: run the benchmarks of this folder one after the other."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def known() -> list[str]:
    """Names of the benchmarks: the modules of this folder. Its packages hold what they share."""
    return sorted(m.name for m in pkgutil.iter_modules(bench.__path__) if not (m.ispkg or m.name.startswith("_")))


def help_of(names: list[str]) -> str:
    """What these benchmarks say of themselves; of none, which there are."""
    told = [importlib.import_module(f"bench.{name}").__doc__ for name in names]
    return "\n".join(filter(None, told)) or f"{__doc__}\n\n{', '.join(known())}"


def main(arguments: list[str]) -> int:
    """0 when every benchmark ran and met its own floors."""
    options = [a for a in arguments if a.startswith("-")]
    names = [a for a in arguments if not a.startswith("-")]
    unknown = set(names) - set(known())
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(known())}", file=sys.stderr)
        return 64
    if {"--help", "-h"} & set(options):
        print(help_of(names))
        return 0
    worst = 0
    for name in names or known():
        print(f"\n== {name}", flush=True)
        worst = max(worst, importlib.import_module(f"bench.{name}").main(options))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
