"""The command ``gongzhi``: what it is asked, what it prints, how it ends.

Exit codes: 0 done; 1 the machine would not (disk, memory, a dead process); 2 what was asked cannot
be; 3 a book of the model does not balance; 130 interrupted. Whatever is wrong is said on the error
stream, one line for each thing, and never broken at the edge of the window.

Libraries take time to import, so they are imported where they are used: help comes at once, and
Ctrl-C is answered from the start.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

try:
    from .errors import ExperimentError, InputError, InterruptedWork, OutputError
    from .language import can_write, surrounding_language
    from .program import COMMAND
    from .texts import LANGUAGES, Language, say
except KeyboardInterrupt:  # before anything can be said, in whatever language
    sys.exit(130)

__all__ = ["main"]

MACHINE, ASKED, BOOK, INTERRUPTED, CLOSED = 1, 2, 3, 130, 141
OF_THE_DISK = ("out.failed", "sweep.full")
KEYWORDS = "<keywords>"


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        _write_what_can_be_written(stream)
    lang = _language(words)
    with _terminated_politely():
        try:
            return _carry_out(words, lang)
        except InterruptedWork as kept:
            return _end(kept.told(lang), INTERRUPTED)
        except KeyboardInterrupt:
            return _end(say(lang, "stop.interrupt"), INTERRUPTED)
        except BrokenPipeError:
            return _close_output()
        except MemoryError:
            return _end(say(lang, "stop.memory"), MACHINE)
        except ExceptionGroup as several:
            return max(_end_of(error, lang) for error in several.exceptions)
        except (ExperimentError, RuntimeError, ValueError) as error:
            return _end_of(error, lang)


def _carry_out(words: list[str], lang: Language) -> int:
    """Parse and call; what cyclopts complains about is said in our words."""
    from cyclopts.exceptions import CycloptsError

    from .commands import build_app
    from .misuse import explain_misuse

    app = build_app(lang)
    COMMAND.set(shlex.join(["gongzhi", *words]))
    try:
        code = app(words, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        return _end(explain_misuse(error, lang), ASKED)
    return code if isinstance(code, int) else 0


def _end_of(error: Exception, lang: Language) -> int:
    """Say what an experiment, a scenario or the model complains about."""
    if not isinstance(error, ExperimentError):
        return _end_of_model(error, lang)
    asked = isinstance(error, InputError)
    asked = asked or (isinstance(error, OutputError) and error.key not in OF_THE_DISK)
    return _end(error.told(lang), ASKED if asked else MACHINE)


def _end_of_model(error: Exception, lang: Language) -> int:
    """Say what the scenario or the model complains about; raise what nobody expected."""
    from gongzhi.scenarios import ScenarioError

    if isinstance(error, ScenarioError):
        from dataclasses import replace

        for problem in error.problems:
            own = problem.file == KEYWORDS
            file = say(lang, "bad.line") if own else problem.file
            _complain(replace(problem, file=file).told(lang))
        return ASKED
    from gongzhi.model.books import BookError

    if isinstance(error, BookError):
        return _end(say(lang, "stop.book", reason=error), BOOK)
    raise error


def _end(text: str, code: int) -> int:
    """Say one line and return an exit code."""
    _complain(f"gongzhi: {text}")
    return code


def _complain(line: str) -> None:
    """Write one line on the error stream, if it is still there."""
    with contextlib.suppress(OSError):
        print(" ".join(line.splitlines()), file=sys.stderr, flush=True)


def _close_output() -> int:
    """End quietly: whoever read the output has gone, and Python must not complain of it."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLOSED


def _language(words: list[str]) -> Language:
    """Return the language asked for, else that of the surroundings if the console can write it."""
    for n, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or next(iter(words[n + 1 :]), "")
            if value in LANGUAGES:
                return value
    lang = surrounding_language()
    return lang if can_write(say(lang, "help.commands"), sys.stdout.encoding) else "en"


def _write_what_can_be_written(stream: TextIO | Any) -> None:
    """Let a console that lacks a character show another one instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


@contextlib.contextmanager
def _terminated_politely() -> Iterator[None]:
    """Let SIGTERM end the program the way Ctrl-C does: processes stopped, nothing half-written."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: Any) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    sys.exit(main())
