"""The commands ``gongzhi sweep``, ``gongzhi sweep status`` and ``gongzhi sweep compact``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App

from ..texts import Language, say
from .options import group_of, option, whole

__all__ = ["make_sweep"]


def make_sweep(lang: Language) -> App:
    """Return the commands in one language."""
    app = group_of(lang, "sweep", "sweep")

    def run(
        plan: Annotated[Path, option(lang, "plan")],
        /,
        *,
        out: Annotated[str, option(lang, "sweep_out")],
        workers: Annotated[int | None, whole(lang, "sweep_workers")] = None,
        engine: Annotated[Literal["local", "dask"], option(lang, "engine")] = "local",
        scheduler: Annotated[str | None, option(lang, "scheduler")] = None,
        shard: Annotated[str | None, option(lang, "shard")] = None,
        again: Annotated[bool, option(lang, "again")] = False,
        dry: Annotated[bool, option(lang, "dry")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..sweeps.status import announce_in, print_forecast, print_status, status_of
        from ..sweeps.sweeping import sweep

        quiet = print_forecast if dry else None
        announce = quiet if json else announce_in(lang, dry)
        sweep(
            plan, out=out, workers=workers, engine=engine, scheduler=scheduler, shard=shard,
            again=again, dry=dry, announce=announce, progress=not json, lang=lang,
        )  # fmt: skip
        return 0 if dry else print_status(status_of(out), json, lang)

    def status(
        folder: Annotated[Path, option(lang, "sweep_folder")],
        /,
        *,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..sweeps.status import print_status, status_of

        return print_status(status_of(folder), json, lang)

    app.default(run)
    commands: dict[str, Any] = {"status": status, "compact": _compact(lang)}
    for name, command in commands.items():
        text, usage = say(lang, f"help.{name}"), say(lang, f"usage.{name}")
        app.command(command, name=name, help=text, usage=usage)
    return app


def _compact(lang: Language) -> Any:
    def compact(
        folder: Annotated[Path, option(lang, "sweep_folder")],
        /,
        *,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..sweeps.compacting import compact_parts, print_compacted

        return print_compacted(compact_parts(folder), json, lang)

    return compact
