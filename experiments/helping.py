"""Help in the reader's language: cyclopts's own, without its English marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cyclopts.help import DefaultFormatter

from .texts import TEXTS, Language, say

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions

__all__ = ["OurHelp", "argument_name"]


def argument_name(label: str | None, lang: Language) -> str | None:
    """Return what an argument is called in a language, by the name that cyclopts gives it."""
    key = f"name.{(label or '').lower()}"
    return say(lang, key) if key in TEXTS else label


class OurHelp(DefaultFormatter):
    """The default look; what must be given is told by the usage line."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print one panel."""
        entries = [
            entry.copy(
                required=False, positional_label=argument_name(entry.positional_label, self.lang)
            )
            for entry in panel.entries
        ]
        super().__call__(console, options, panel.copy(entries=entries))

    def render_usage(self, console: Console, options: ConsoleOptions, usage: Any) -> None:
        """Print the usage line."""
        from rich.text import Text

        console.print(Text(f"{say(self.lang, 'usage')} {usage}", style="bold"))
