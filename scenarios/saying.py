"""Texts in two languages: English, and the Chinese of it beside.

A ``Text`` is its English wherever a string is wanted; who tells it in Chinese asks ``in_language``.
Put texts together with ``say``: an f-string of a text is English only.
"""

from __future__ import annotations

from typing import Any, Literal

from .messages import MESSAGES
from .street_messages import STREET_MESSAGES

__all__ = ["Language", "Text", "hint", "in_language", "say"]

Language = Literal["en", "zh"]


class Text(str):
    """English that knows its Chinese.

    Attributes:
        zh: the Chinese.
    """

    zh: str

    def __new__(cls, en: str, zh: str) -> Text:
        """Return the English with the Chinese beside it."""
        text = super().__new__(cls, en)
        text.zh = zh
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Travel between processes in both languages."""
        return str(self), self.zh


def in_language(value: Any, lang: Language) -> Any:
    """Return a text in a language; anything else as it is."""
    if isinstance(value, Text):
        return value.zh if lang == "zh" else str(value)
    return value


def say(key: str, /, **values: Any) -> Text:
    """Return a message in both languages, with values in its braces, each in the same language."""
    english, chinese = MESSAGES[key] if key in MESSAGES else STREET_MESSAGES[key]
    return Text(
        english.format(**values),
        chinese.format(**{name: in_language(value, "zh") for name, value in values.items()}),
    )


def hint(near: str | None) -> Text:
    """Return which word was meant, with a space behind it in English; nothing if none is near."""
    return Text("", "") if near is None else say("hint", near=near)
