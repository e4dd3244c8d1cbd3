"""Trying faults: a copy of the repository, one fault at a time in it, the tests that should notice."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bench.mutation.judgement import files
from bench.mutation.mutant import Mutant

PROCESSOR_SECONDS = 90
"""Processor time of the tests of one mutant; what takes longer loops."""
SLOW = "disturbed_names"
"""Tests with this in their names take too long to be asked."""
PYTEST = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", "-p", "bench.mutation.few_examples"),
    *("--hypothesis-seed=1", "-k", f"not {SLOW}", "-m", "not slow"),
)
SHARED = ("pytest", "hypothesis", "hypothesis.strategies", "numpy", "cv2", "PIL.Image", "rapidfuzz.process", "ada_url")
"""What tests need of others, loaded once for all mutants; of our own modules none is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: `survived`, `killed` or `stillborn` (it cannot be imported); and by which test."""

    mutant: Mutant
    what: str
    by: str
    seconds: float


class Unsound(Exception):
    """The tests fail without any fault; what pytest said."""


class Workshop:
    """A copy of the repository in which mutants are tried. Nothing outside of it is touched."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, check=True
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file():
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, home / name)
        self._held_by, self._sound, self._tried = files(home), set[str](), 0
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        for name in SHARED:
            import_module(name)
        if ours := [name for name in sys.modules if name.partition(".")[0] in ("verifier", "tests")]:
            raise RuntimeError(f"already loaded, so that no fault would be seen: {ours[0]}")

    def tried(self, mutant: Mutant) -> Outcome:
        """Puts the fault in, asks the tests, takes it out again. Raises Unsound."""
        self._must_be_sound(self._held_by[mutant.file])
        path, start = self.home / mutant.file, time.perf_counter()
        sound, when = path.read_bytes(), path.stat().st_mtime
        self._tried += 1
        path.write_bytes(mutant.applied(sound))
        os.utime(path, (when, when + 1_000 + self._tried))  # else Python may take a compiled file of another fault
        try:
            what, by = self._asked(mutant)
        finally:
            path.write_bytes(sound)
            os.utime(path, (when, when))
        return Outcome(mutant, what, by, time.perf_counter() - start)

    def _asked(self, mutant: Mutant) -> tuple[str, str]:
        """The first file of tests is asked by itself: most faults are noticed before the others are collected."""
        tests = self._held_by[mutant.file]
        for some in filter(None, (tests[:1], tests[1:])):
            code, said = self._pytest(some)
            if code != 0:
                break
        if code in (1, 2) and not self._imports(mutant):
            return "stillborn", ""
        if code == 0:
            return "survived", ""
        lines = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return "killed", (lines[0].split(" - ")[0] if lines else f"exit {code}")

    def _must_be_sound(self, tests: tuple[str, ...]) -> None:
        """Raises Unsound when these tests fail without any fault, each file asked once; compiles the modules."""
        if fresh := [test for test in tests if test not in self._sound]:
            code, said = self._pytest(fresh)
            if code != 0:
                raise Unsound(said)
            self._sound.update(fresh)

    def _imports(self, mutant: Mutant) -> bool:
        if not mutant.file.endswith(".py"):
            return True
        name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        return self._run(lambda: 0 if import_module(name) else 1)[0] == 0

    def _pytest(self, tests: Sequence[str]) -> tuple[int, str]:
        return self._run(lambda: __import__("pytest").main([*PYTEST, *tests]))

    def _run(self, work: Callable[[], int]) -> tuple[int, str]:
        """Exit status and output of some work, done in a process of its own with the copy's modules."""
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                code = 70
                try:
                    self._settle(said.fileno())
                    code = int(work())
                finally:
                    sys.stdout.flush()
                    os._exit(code)
            _, status = os.waitpid(child, 0)
            said.seek(0)
            return os.waitstatus_to_exitcode(status), said.read().decode("utf-8", "replace")

    def _settle(self, output: int) -> None:
        """Makes a forked process one of the copy: its folder, its modules, its bounds."""
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(self.home)
        sys.path[:0] = [str(self.home), str(self.home / "client")]
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(self.home / ".hypothesis")
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
