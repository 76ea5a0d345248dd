"""The program as a process of its own, which may be killed; it need not be loaded for each anew."""

import os
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from fritidsbank.cli import main

_READY = get_context("forkserver")
# Python takes longer to read the program than most commands take to do their work.
_READY.set_forkserver_preload(["fritidsbank.app", "fritidsbank.cli", "fritidsbank.serving"])
_AT_THE_END = os.O_WRONLY | os.O_APPEND | os.O_CREAT


def begun(words: list[str], environ: Mapping[str, str], log: Path | None = None) -> BaseProcess:
    """`fritidsbank` with these words, in surroundings and a process group of its own."""
    process = _READY.Process(target=_obey, args=(words, {**environ}, str(log or os.devnull)))
    process.start()
    return process


def _obey(words: list[str], environ: dict[str, str], log: str) -> None:
    os.setsid()
    nothing, written = os.open(os.devnull, os.O_RDONLY), os.open(log, _AT_THE_END)
    for stream, file in enumerate((nothing, written, written)):
        os.dup2(file, stream)
    os.environ.clear()
    os.environ.update(environ)
    main(words)
