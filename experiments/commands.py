"""The commands of ``gongzhi``, built anew for the language they are to speak.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Group, Parameter

from .figure_command import make_figure
from .helping import OurHelp
from .lookup_commands import add_lookups
from .program import version
from .texts import Language, say
from .trace_command import make_trace

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["build_app"]


def build_app(lang: Language) -> App:
    """Return the command line in one language."""
    app = _app(
        lang, "gongzhi", "app", version=lambda: f"gongzhi {version()}", version_flags=["--version"]
    )
    app["--version"].help = say(lang, "help.version")
    app.command(_make_run(lang), help=say(lang, "help.run"), usage=say(lang, "usage.run"))
    app.command(
        _make_compare(lang), help=say(lang, "help.compare"), usage=say(lang, "usage.compare")
    )
    app.command(
        make_figure(lang, _option), help=say(lang, "help.figure"), usage=say(lang, "usage.figure")
    )
    trace = make_trace(lang, _option)
    app.command(trace, help=say(lang, "help.trace"), usage=say(lang, "usage.trace"))
    app.command(_scenarios(lang))
    add_lookups(app, lang, _option)
    return app


def _app(lang: Language, name: str, usage: str, **more: Any) -> App:
    """Return a group of commands with its help in one language."""
    help_key = "app" if name == "gongzhi" else f"help.{name}"
    app = App(
        name=name,
        help=say(lang, help_key),
        usage=say(lang, f"usage.{usage}"),
        help_flags=["--help", "-h"],
        help_format="plaintext",
        suppress_keyboard_interrupt=False,  # we say what happened
        help_formatter=OurHelp(lang),
        group_arguments=Group(say(lang, "help.arguments"), sort_key=1),
        group_commands=Group(say(lang, "help.commands"), sort_key=0),
        group_parameters=Group(say(lang, "help.options"), sort_key=2),
        **more,
    )
    app["--help"].help = say(lang, "help.help")
    return app


def _option(lang: Language, key: str, *names: str) -> Parameter:
    """Return an option with its help; what it falls back to stands in the help."""
    return Parameter(
        name=names or None,
        help=say(lang, f"help.{key}"),
        show_default=False,
        show_choices=False,
        negative="",
    )


def _make_run(lang: Language) -> Any:
    def run(
        scenario: Annotated[str, _option(lang, "scenario")],
        /,
        *,
        seed: Annotated[int, _option(lang, "seed")] = 0,
        months: Annotated[int | None, _option(lang, "months")] = None,
        threads: Annotated[int, _option(lang, "threads")] = 1,
        set_: Annotated[list[str] | None, _option(lang, "set", "--set")] = None,
        out: Annotated[str | None, _option(lang, "out")] = None,
        force: Annotated[bool, _option(lang, "force")] = False,
        csv: Annotated[bool, _option(lang, "csv")] = False,
        json: Annotated[bool, _option(lang, "json")] = False,
        lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None,
    ) -> int:
        from gongzhi.scenarios import load_case

        from .answers import run_as_json
        from .assignments import read_assignments
        from .running import run as run_scenario
        from .tables import print_run

        case = load_case(scenario, **read_assignments(set_, months))
        result = run_scenario(
            case, seed=seed, threads=threads, out=out, force=force, csv=csv,
            progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(run_as_json(result))
        else:
            print_run(result, _console(), lang)
            _say_where(out, lang)
        return 0

    return run


def _make_compare(lang: Language) -> Any:
    def compare(
        *scenario: Annotated[str, _option(lang, "scenario")],
        seeds: Annotated[int, _option(lang, "seeds")] = 8,
        months: Annotated[int | None, _option(lang, "months")] = None,
        window: Annotated[int, _option(lang, "window")] = 24,
        workers: Annotated[int | None, _option(lang, "workers")] = None,
        set_: Annotated[list[str] | None, _option(lang, "set", "--set")] = None,
        out: Annotated[str | None, _option(lang, "out")] = None,
        force: Annotated[bool, _option(lang, "force")] = False,
        csv: Annotated[bool, _option(lang, "csv")] = False,
        json: Annotated[bool, _option(lang, "json")] = False,
        lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None,
    ) -> int:
        from .answers import comparison_as_json
        from .asking import load_cases
        from .assignments import read_assignments
        from .comparing import compare as compare_scenarios
        from .tables import print_comparison

        cases = load_cases(scenario, **read_assignments(set_, months)).values()
        result = compare_scenarios(
            *cases, seeds=seeds, window=window, workers=workers, out=out, force=force,
            csv=csv, progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(comparison_as_json(result))
        else:
            print_comparison(result, _console(), lang)
            _say_where(out, lang)
        return 0

    return compare


def _scenarios(lang: Language) -> App:
    """Return the commands about scenarios."""
    app = _app(lang, "scenarios", "scenarios")

    def list_(
        *,
        json: Annotated[bool, _option(lang, "json")] = False,
        lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None,
    ) -> int:
        from .answers import list_as_json, print_list

        if json:
            print(list_as_json())
        else:
            print_list(_console(), lang)
        return 0

    def show(
        scenario: Annotated[str, _option(lang, "scenario")],
        /,
        *,
        json: Annotated[bool, _option(lang, "json")] = False,
        lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None,
    ) -> int:
        from gongzhi.scenarios import load_case

        from .answers import case_as_json

        case = load_case(scenario)
        print(case_as_json(case) if json else case.text, end="\n" if json else "")
        return 0

    def check(
        *file: Annotated[Path, _option(lang, "files")],
        lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None,
    ) -> int:
        from .answers import check_files

        return check_files(file, lang)

    def schema(*, lang_: Annotated[Language | None, _option(lang, "lang", "--lang")] = None) -> int:
        from gongzhi.scenarios import json_schema

        from .answers import as_json

        print(as_json(json_schema()))
        return 0

    commands: dict[str, Callable[..., int]] = {
        "list": list_,
        "show": show,
        "check": check,
        "schema": schema,
    }
    for name, command in commands.items():
        text, usage = say(lang, f"help.{name}"), say(lang, f"usage.{name}")
        app.command(command, name=name, help=text, usage=usage)
    return app


def _console() -> "Console":
    """Return the console that tables are printed on."""
    from rich.console import Console

    return Console(highlight=False, emoji=False)


def _say_where(out: str | None, lang: Language) -> None:
    """Say where results are; the path stays whole, whatever the width."""
    if out is not None:
        print(say(lang, "note.out", out=out))
