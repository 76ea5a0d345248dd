"""Reads a document from the standard input and writes its lines as JSON, or why it cannot.

A program of its own, run by `opening.py`: whatever a strange file makes a reader do, it ends at the
bounds below, opens no file and starts no program, and the server goes on.
"""

import importlib
import json
import resource
import sys

MEMORY = 512 * 1024 * 1024
WRITTEN = 32 * 1024 * 1024
_LETTERS = tuple(
    f"encodings.{name}"
    for name in (
        "ascii",
        "cp1252",
        "cp437",
        "latin_1",
        "mac_roman",
        "utf_16",
        "utf_16_be",
        "utf_16_le",
    )
)


def main(root: str, seconds: int) -> None:
    """Answer with one JSON object: the document, or the name of a refusal."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    name, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.path.insert(0, root)
    file_kinds = importlib.import_module("fritidsbank.minutes.reading.file_kinds")
    for module in (*_LETTERS, *file_kinds.NEEDED.get(file_kinds.kind_of(content), ())):
        importlib.import_module(module)
    # All that is needed is loaded. Three are open: what comes in, what goes out, what is thrown.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        answer = file_kinds.read(content, json.loads(name))
    except MemoryError:
        answer = {"refused": "DocumentUnpacksTooLarge"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
