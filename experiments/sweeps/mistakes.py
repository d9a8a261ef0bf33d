"""What is wrong with a plan, in both languages, as the messages about a scenario are."""

from __future__ import annotations

from typing import Any

from gongzhi.scenarios.saying import Text, in_language

from ..texts import LANGUAGES, say

__all__ = ["MistakeError", "in_both"]


class MistakeError(ValueError):
    """What is wrong with one part of a plan; ``told`` says it in both languages."""

    def __init__(self, told: Text) -> None:
        self.told = told
        super().__init__(told)


def in_both(key: str, /, **values: Any) -> Text:
    """Return a text in both languages, with values in its braces, each in the same language."""
    english, chinese = (
        say(lang, key, **{name: in_language(value, lang) for name, value in values.items()})
        for lang in LANGUAGES
    )
    return Text(english, chinese)
