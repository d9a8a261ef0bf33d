"""The command ``gongzhi query``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from pathlib import Path
from typing import Annotated, Any

from ..texts import Language
from .options import console, option

__all__ = ["make_query"]


def make_query(lang: Language) -> Any:
    """Return the command in one language."""

    def query(
        folder: Annotated[Path, option(lang, "sweep_folder")],
        sql: Annotated[str, option(lang, "sql")],
        /,
        *,
        out: Annotated[Path | None, option(lang, "query_out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..sweeps.answering import answer_as_json, check_file, print_answer, write_answer
        from ..sweeps.reading import query as ask

        if out is not None:
            check_file(out, force)
        answer = ask(folder, sql)
        if out is not None:
            write_answer(answer, out)
        if json:
            print(answer_as_json(answer, out))
        else:
            print_answer(answer, out, console(), lang)
        return 0

    return query
