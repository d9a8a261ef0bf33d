"""What is wrong with a command line, in one line and in the reader's language.

Cyclopts finds the mistakes; its sentences are English only, so each kind gets one of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from types import NoneType
from typing import Any, get_args

from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from .helping import argument_name
from .texts import Language, say

__all__ = ["explain_misuse"]


def explain_misuse(error: CycloptsError, lang: Language) -> str:
    """Return one line: what is wrong, what is near, where to look."""
    see = " ".join(["gongzhi", *(error.command_chain or ()), "--help"])
    if isinstance(error, UnknownOptionError):
        word = (error.token.keyword or error.token.value).partition("=")[0]
        return _unknown_option(
            word, [n for a in error.argument_collection for n in a.names], see, lang
        )
    if isinstance(error, UnknownCommandError):
        return _unknown_command(error, see, lang)
    if isinstance(error, UnusedCliTokensError):
        return say(lang, "bad.extra", word=(error.unused_tokens or [""])[0], see=see)
    name = error.argument.name if error.argument else ""
    if isinstance(error, MissingArgumentError):
        given = error.keyword or not name.startswith("-")
        key = "bad.value" if given and name.startswith("-") else "bad.missing"
        return say(lang, key, name=error.keyword or argument_name(name, lang), see=see)
    if isinstance(error, RepeatArgumentError):
        return say(lang, "bad.twice", name=error.token.keyword)
    if isinstance(error, CoercionError) and error.token is not None:
        return _wrong_kind(error, name, lang)
    return str(error)


def _unknown_option(word: str, names: Iterable[str], see: str, lang: Language) -> str:
    hint = _hint(word, [name for name in names if name.startswith("--")], lang)
    return say(lang, "bad.option", word=word, hint=hint, see=see)


def _unknown_command(error: UnknownCommandError, see: str, lang: Language) -> str:
    """Return what is wrong with the first word that is no command."""
    word = (error.unused_tokens or [""])[0]
    if word.startswith("-"):
        return _unknown_option(word.partition("=")[0], ["--help", "--version"], see, lang)
    known = [name for name in error.app or () if not name.startswith("-")]
    hint = _hint(word, known, lang)
    return say(lang, "bad.command", word=word, hint=hint, allowed=", ".join(known))


def _wrong_kind(error: CoercionError, name: str, lang: Language) -> str:
    """Return what kind of value an option wants."""
    assert error.token is not None
    kind: Any = error.target_type
    kinds = [one for one in get_args(kind) if one is not NoneType]
    kind = int if kinds == [int] else kind
    choices = [] if kind is int else [str(choice) for choice in kinds]
    if choices:
        wanted = say(lang, "choice", choices=", ".join(choices))
    else:
        wanted = say(lang, "whole" if kind is int else "other")
    given = error.token.keyword or argument_name(name, lang)
    return say(lang, "bad.kind", name=given, value=error.token.value, wanted=wanted)


def _hint(word: str, known: list[str], lang: Language) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return say(lang, "bad.hint", near=near[0]) if near else ""
