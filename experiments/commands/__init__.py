"""The commands of ``gongzhi``, one file each, built anew for the language they are to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..program import version
from ..texts import Language, say
from .calibrate import make_calibrate
from .compare import make_compare
from .coverage import make_coverage
from .explain import make_explain
from .failures import make_failures
from .figure import make_figure
from .knockout import make_knockout
from .lookups import LOOKUPS, make_lookup
from .options import group_of
from .query import make_query
from .run import make_run
from .scenarios import make_scenarios
from .street import make_street
from .sweep import make_sweep
from .trace import make_trace
from .validate import make_validate

if TYPE_CHECKING:
    from cyclopts import App

__all__ = ["build_app"]

MAKERS = {
    "run": make_run,
    "compare": make_compare,
    "figure": make_figure,
    "trace": make_trace,
    "explain": make_explain,
    "knockout": make_knockout,
    "failures": make_failures,
    "coverage": make_coverage,
    "calibrate": make_calibrate,
    "validate": make_validate,
    "query": make_query,
}


def build_app(lang: Language) -> App:
    """Return the command line in one language."""
    app = group_of(
        lang, "gongzhi", "app", version=lambda: f"gongzhi {version()}", version_flags=["--version"]
    )
    app["--version"].help = say(lang, "help.version")
    commands = {name: make(lang) for name, make in MAKERS.items()}
    commands |= {kind: make_lookup(kind, lang) for kind in LOOKUPS}
    for name, command in commands.items():
        text, usage = say(lang, f"help.{name}"), say(lang, f"usage.{name}")
        app.command(command, name=name, help=text, usage=usage)
    app.command(make_scenarios(lang))
    app.command(make_street(lang))
    app.command(make_sweep(lang))
    return app
