"""The command ``gongzhi calibrate``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, say_where, whole

__all__ = ["make_calibrate"]


def make_calibrate(lang: Language) -> Any:
    """Return the command in one language."""

    def calibrate(
        *,
        populations: Annotated[int, whole(lang, "populations")] = 3,
        particles: Annotated[int, whole(lang, "particles")] = 200,
        seed: Annotated[int, whole(lang, "calibrate.seed")] = 2013,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        out: Annotated[str | None, option(lang, "calibrate.out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..calibration.calibrating import calibrate
        from ..calibration.posterior_tables import print_calibration
        from ..telling.answers import as_json

        done = calibrate(
            populations=populations, particles=particles, seed=seed,
            workers=workers, out=out, force=force, progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(as_json(done.told))
        else:
            print_calibration(done.told, console(), lang)
            say_where(out, lang)
        return 0

    return calibrate
