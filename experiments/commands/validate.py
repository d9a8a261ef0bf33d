"""The command ``gongzhi validate``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

import sys
from typing import Annotated, Any

from ..texts import Language
from .options import console, option, say_where, whole

__all__ = ["make_validate"]


def make_validate(lang: Language) -> Any:
    """Return the command in one language."""

    def validate(
        *,
        only: Annotated[list[str] | None, option(lang, "only")] = None,
        quick: Annotated[bool, option(lang, "quick")] = False,
        replicates: Annotated[int, whole(lang, "replicates")] = 30,
        seed_base: Annotated[int | None, whole(lang, "seed_base")] = None,
        draws: Annotated[str | None, option(lang, "validate.draws")] = None,
        against: Annotated[str | None, option(lang, "against")] = None,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        out: Annotated[str | None, option(lang, "validate.out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..calibration.drawing import SHIPPED
        from ..telling.answers import as_json
        from ..validation.scoreboard import changed_verdicts, print_scoreboard, read_verdicts
        from ..validation.validating import SEED_BASE, validate

        before = None if against is None else read_verdicts(against)
        draws = draws or (None if quick else SHIPPED)
        rows = validate(
            [name for names in only or () for name in names.split(",")],
            replicates=replicates, seed_base=SEED_BASE if seed_base is None else seed_base,
            knock_outs=not quick, draws=draws, workers=workers, out=out, force=force,
            progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(as_json(rows))
        else:
            print_scoreboard(rows, console(), lang)
            say_where(out, lang)
        changed = [] if before is None else changed_verdicts(rows, before, lang)
        for line in changed:
            print(line, file=sys.stderr)
        return 1 if changed else 0

    return validate
