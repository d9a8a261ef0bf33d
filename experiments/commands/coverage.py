"""The command ``gongzhi coverage``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, whole

__all__ = ["make_coverage"]


def make_coverage(lang: Language) -> Any:
    """Return the command in one language."""

    def coverage(
        *words: Annotated[str, option(lang, "row")],
        kind: Annotated[str | None, option(lang, "row_kind")] = None,
        run: Annotated[bool, option(lang, "run_contrasts")] = False,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..coverage.covering import are_ids, chosen
        from ..telling.answers import as_json

        rows = chosen(words, kind)
        if run:
            from ..coverage.coverage_pages import print_seen
            from ..coverage.covering import run_rows

            seen = run_rows(rows, workers, lang, progress=not json)
            if json:
                print(as_json([{"id": name, **one.as_row()} for name, one in seen]))
            else:
                print_seen(seen, console(), lang)
        elif json:
            print(as_json([row.as_row(lang) for row in rows]))
        else:
            from ..coverage.coverage_pages import print_entries, print_entry

            if are_ids(words):
                for row in rows:
                    print_entry(row, console(), lang)
            else:
                print_entries(rows, console(), lang)
        return 0

    return coverage
