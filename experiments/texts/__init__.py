"""Everything that people read, in English and Chinese, in one place.

Measures, levers and scenarios bring their own labels; numbers and names fill the braces.
"""

from __future__ import annotations

from typing import Any, Literal

from .arguments import ARGUMENT_TEXTS
from .calibrate import CALIBRATE_TEXTS
from .codebook import CODEBOOK_TEXTS
from .contents import CONTENT_TEXTS
from .coverage import COVERAGE_TEXTS
from .explain import EXPLAIN_TEXTS
from .failures import FAILURE_TEXTS
from .figures import FIGURE_TEXTS
from .joining import Texts, joined
from .knockout import KNOCKOUT_TEXTS
from .lookups import LOOKUP_TEXTS
from .plans import PLAN_TEXTS
from .records import RECORD_TEXTS
from .sensitivity import SENSITIVITY_TEXTS
from .street import STREET_TEXTS
from .sweeps import SWEEP_TEXTS
from .validate import VALIDATE_TEXTS

__all__ = ["LANGUAGES", "TEXTS", "UNITS", "Language", "say"]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

UNITS: dict[str, tuple[str, str]] = {
    "share": ("%", "%"),
    "points": ("points", "百分点"),
    "ratio": ("ratio", "倍"),
    "index": ("index", "指数"),
    "month": ("months", "月"),
    "people": ("people", "人"),
    "issues": ("issues", "件"),
    "issues/1000 adults": ("issues per 1,000 adults", "件/千名成年人"),
    "hour": ("hours", "小时"),
    "hour/committee": ("hours per committee", "小时/居委会"),
    "yuan": ("yuan", "元"),
    "yuan/yuan": ("yuan per yuan", "元/元"),
    "yuan/issue": ("yuan", "元"),
    "count": ("number", "个"),
    "log voices": ("log voices", "人数的对数"),
}
"""Units of the measures, as they stand beside numbers."""

COMMON_TEXTS: Texts = {
    # help
    "app": (
        "Simulate how a Chinese city neighbourhood governs itself (共治), and what reforms change.",
        "模拟城市社区共治，看改革带来什么变化。",
    ),
    "usage": ("Usage:", "用法："),
    "usage.app": ("gongzhi COMMAND", "gongzhi 命令"),
    "usage.run": ("gongzhi run SCENARIO [OPTIONS]", "gongzhi run 情景 [选项]"),
    "usage.compare": ("gongzhi compare SCENARIO... [OPTIONS]", "gongzhi compare 情景... [选项]"),
    "usage.scenarios": ("gongzhi scenarios COMMAND", "gongzhi scenarios 命令"),
    "usage.list": ("gongzhi scenarios list [OPTIONS]", "gongzhi scenarios list [选项]"),
    "usage.show": (
        "gongzhi scenarios show SCENARIO [OPTIONS]",
        "gongzhi scenarios show 情景 [选项]",
    ),
    "usage.check": ("gongzhi scenarios check FILE... [OPTIONS]", "gongzhi scenarios check 文件... [选项]"),
    "usage.schema": ("gongzhi scenarios schema [OPTIONS]", "gongzhi scenarios schema [选项]"),
    "help.commands": ("Commands", "命令"),
    "help.arguments": ("Arguments", "参数"),
    "help.options": ("Options", "选项"),
    "help.help": ("Show this help.", "显示本说明。"),
    "help.version": ("Show the version.", "显示版本。"),
    "help.run": ("Run one scenario.", "运行一个情景。"),
    "help.compare": (
        "Compare scenarios with the first of them, under the same luck.",
        "在相同的偶然性下，把各情景与第一个情景作比较。",
    ),
    "help.scenarios": ("List, show and check scenarios.", "列出、显示、检查情景。"),
    "help.list": ("List the scenarios that come with the model.", "列出模型自带的情景。"),
    "help.show": (
        "Print a scenario with nothing left open, as TOML that loads as the same scenario.",
        "以 TOML 完整输出一个情景，可另存为情景文件使用。",
    ),
    "help.check": ("Check scenario files: exit code 0 or 2.", "检查情景文件：退出码 0 或 2。"),
    "help.schema": ("Print the JSON schema of scenario files.", "输出情景文件的 JSON schema。"),
    "help.scenario": (
        "Name of a shipped scenario, or a .toml file.",
        "自带情景的名称，或 .toml 文件。",
    ),
    "help.files": ("Scenario files.", "情景文件。"),
    "help.seed": ("Seed of the luck; 0 if not given.", "偶然性的种子；默认 0。"),
    "help.seeds": ("Number of seeds; 8 if not given.", "种子个数；默认 8。"),
    "help.months": ("Months to run, instead of the scenario's own.", "运行月数；默认按情景规定。"),
    "help.window": (
        "Last months that are averaged; 24 if not given.",
        "取最后多少个月的平均；默认 24。",
    ),
    "help.threads": (
        "Threads that share one run; 1 if not given.",
        "一次运行使用的线程数；默认 1。",
    ),
    "help.workers": (
        "Processes that share the seeds; one per core if not given.",
        "分担种子的进程数；默认每核一个。",
    ),
    "help.out": (
        "Folder for the results; it appears whole or not at all.",
        "结果文件夹；要么完整出现，要么不出现。",
    ),
    "help.force": (
        "Replace a folder of earlier results; one that holds anything else is refused.",
        "替换原有的结果文件夹；含有其他文件的文件夹不予替换。",
    ),
    "help.set": (
        "A lever, a fact of the setting, or an assumption (SECTION.NAME=VALUE); may be repeated.",
        "设定一个政策变量、背景数值或假设参数（SECTION.NAME=VALUE）；可重复使用。",
    ),
    "help.outside": (
        "Allow assumptions outside their ranges; the manifest marks them.",
        "允许假设参数超出取值范围；清单文件会注明。",
    ),
    "help.json": ("Print JSON and nothing else.", "只输出 JSON。"),
    "help.lang": (
        "Language, en or zh; by the locale if not given.",
        "语言，en 或 zh；默认按系统区域设置。",
    ),
    # what was asked wrongly
    "bad.command": (
        'unknown command "{word}"{hint}; allowed: {allowed}',
        "没有命令“{word}”{hint}；可用：{allowed}",
    ),
    "bad.option": ("unknown option {word}{hint}; see {see}", "没有选项 {word}{hint}；参见 {see}"),
    "bad.hint": (' (did you mean "{near}"?)', "（是否想用“{near}”？）"),
    "bad.missing": ("{name} is missing; see {see}", "缺少 {name}；参见 {see}"),
    "bad.value": ("{name} needs a value; see {see}", "{name} 需要一个值；参见 {see}"),
    "bad.kind": ('{name}: "{value}" is not {wanted}', "{name}：“{value}”不是{wanted}"),
    "bad.extra": ('"{word}" is one argument too many; see {see}', "多余的参数“{word}”；参见 {see}"),
    "bad.twice": ("{name} is given twice", "{name} 给了两次"),
    "bad.range": (
        "{name}: {value} is out of range; allowed: {low:,}–{high:,}",
        "{name}：{value} 超出范围；可取 {low:,}–{high:,}",
    ),
    "bad.between": (
        '{option}: there is no "{word}"; allowed: {low} to {high}',
        "{option}：没有“{word}”；可用：{low} 至 {high}",
    ),
    "bad.whole": ("{name}: {value} is not a whole number", "{name}：{value} 不是整数"),
    "bad.set": (
        '--set: "{text}" is not NAME=VALUE, such as reserve_share=0.2',
        "--set：“{text}”不是 名称=值，例如 reserve_share=0.2",
    ),
    "bad.line": ("<command line>", "<命令行>"),
    "bad.two": (
        "two scenarios or more are needed; the first is what the others are compared with",
        "至少需要两个情景；第一个是参照",
    ),
    "bad.lengths": (
        "scenarios must last equally long ({lengths}); --months N makes them so",
        "各情景时长须相同（{lengths}）；可用 --months N 统一",
    ),
    "whole": ("a whole number", "整数"),
    "choice": ("one of {choices}", "以下之一：{choices}"),
    "other": ("allowed", "允许的值"),
    # where results go
    "out.full": (
        "{out}: the folder is not empty; --force replaces a folder of earlier results",
        "{out}：文件夹不是空的；--force 可替换原有的结果文件夹",
    ),
    "out.foreign": (
        "{out}: the folder is not empty and holds no results of gongzhi; name another folder",
        "{out}：文件夹不是空的，且不是 gongzhi 的结果；请另选文件夹",
    ),
    "out.mixed": (
        '{out}: the folder also holds "{name}", which gongzhi did not write; name another folder',
        "{out}：文件夹内有并非 gongzhi 写入的“{name}”；请另选文件夹",
    ),
    "out.file": ("{out}: this is not a folder", "{out}：这不是文件夹"),
    "out.here": (
        "{out}: the current folder cannot be replaced as a whole; name a new folder in it",
        "{out}：当前文件夹不能整体替换；请在其中另起一个文件夹名",
    ),
    "out.empty": ("the name of the output folder is empty", "结果文件夹的名称是空的"),
    "out.failed": (
        "{out}: cannot be written ({reason}); nothing is left there",
        "{out}：无法写入（{reason}）；没有留下任何文件",
    ),
    # what went wrong on the way
    "stop.worker": (
        "a process that ran the model died (stopped from outside, or out of memory?); nothing was "
        "written. Try fewer --workers. A script must guard its call: if __name__ == \"__main__\":",
        "一个运行模型的进程中断（被外部终止，或内存不足？）；没有写入任何文件。请减少 --workers。"
        "脚本中的调用须放在 if __name__ == \"__main__\": 之下",
    ),
    "stop.memory": (
        "not enough memory; fewer --workers or fewer residents need less; nothing was written",
        "内存不足；可减少 --workers 或居民数；没有写入任何文件",
    ),
    "stop.book": (
        "a book does not balance, so the run stopped and nothing was written: {reason}",
        "账目不平，运行已停止，没有写入任何文件：{reason}",
    ),
    "stop.interrupt": ("interrupted; nothing was written", "已中断；没有写入任何文件"),
    # results
    "progress": ("months", "月"),
    "measure": ("Measure", "指标"),
    "segment": ("Segment", "群体"),
    "value.baseline": ("Baseline", "参照"),
    "value.difference": ("Difference", "差异"),
    "value.interval": ("95 % interval", "95 % 区间"),
    "value.verdict": ("Verdict", "判断"),
    "value.first": ("First {n} months", "前{n}个月"),
    "value.last": ("Last {n} months", "后{n}个月"),
    "value.change": ("Change", "变化"),
    "row.measure": ("{label}, {unit}", "{label}（{unit}）"),
    "better": ("better", "改善"),
    "worse": ("worse", "变差"),
    "higher": ("higher", "上升"),
    "lower": ("lower", "下降"),
    "unclear": ("unclear", "不明确"),
    "same": ("same", "相同"),
    "absent": ("no value", "无数据"),
    "untold": ("no interval", "无区间"),
    "versus": ("{reform}, compared with: {baseline}", "{reform}，对照：{baseline}"),
    "note.compare": (
        "Means of the last {window} of {months} months over {seeds} seeds; {residents:,} residents. "
        "Differences of percentages are in points. Unclear: the interval, which is for each measure "
        "alone, holds zero.",
        "取{months}个月中最后{window}个月、{seeds}个种子的平均；居民{residents:,}人。百分比之差以百分点计。"
        "“不明确”指区间包含零；区间针对单个指标。",
    ),
    "note.elsewhere": (
        "{reform} plays in another place than the baseline, whose facts are in brackets: {facts}. The "
        "differences are not those of its reforms alone; --set gives all scenarios the same facts.",
        "{reform}与参照情景的场所不同（括号内为参照）：{facts}。差异不全是改革造成的；可用--set为各情景设同样的值。",
    ),
    "note.pairing": (
        "With separate luck the same precision would take {middle:.1f} times the runs ({low:.1f} to "
        "{high:.1f}, by measure).",
        "若各用各的偶然性，要达到同样精度需{middle:.1f}倍的运行次数（各指标{low:.1f}至{high:.1f}倍）。",
    ),
    "note.unpaired": (
        "What shared luck saved cannot be told from these runs.",
        "这些运行不足以说明共用偶然性节省了多少。",
    ),
    "note.same": (
        "{reform} is the same as the baseline: nothing of it begins within {months} months.",
        "{reform}与参照相同：{months}个月内没有任何不同开始实行。",
    ),
    "note.run": (
        "{title}: {months} months, seed {seed}, {residents:,} residents.",
        "{title}：{months}个月，种子{seed}，居民{residents:,}人。",
    ),
    "note.out": ("Results: {out}", "结果：{out}"),
    "scenario.name": ("Name", "名称"),
    "scenario.title": ("What it is", "内容"),
    "scenario.rows": ("Rows", "条目"),
    "scenario.named": ("Named scenarios", "主要情景"),
    "scenario.cases": ("Cases of the paper", "论文案例"),
    "scenario.others": ("More, and small streets to try things in", "其他，以及用于试验的小型街道"),
    "scenario.more": (
        "Rows are those of the paper's inventory (CASE) and the named scenarios S0 to S9. What to look at: "
        "gongzhi scenarios show NAME. Measured effects: docs/cases.md.",
        "条目指论文清单的编号（CASE 案例、PLT 平台、MECH 机制、REF 改革建议等）和主要情景S0至S9。"
        "该看什么：gongzhi scenarios show 名称。"
        "测得的效果：docs/cases.zh.md。",
    ),
    "look.words": ("{measure}: {sign} {against}", "{measure}：{sign}（对照 {against}）"),
    "look.of": ("{measure}, {segment}", "{measure}（{segment}）"),
    "look.higher": ("+ higher than in", "+ 较高"),
    "look.lower": ("- lower than in", "- 较低"),
    "look.same": ("0 much the same as in", "0 相差无几"),
    "look.head": ("Look at:", "请看："),
    "scenario.ok": ("{file}: can be used", "{file}：可以使用"),
}  # fmt: skip

TEXTS = joined(
    COMMON_TEXTS, ARGUMENT_TEXTS, CALIBRATE_TEXTS, CODEBOOK_TEXTS, CONTENT_TEXTS, COVERAGE_TEXTS,
    EXPLAIN_TEXTS, FAILURE_TEXTS, FIGURE_TEXTS, KNOCKOUT_TEXTS, LOOKUP_TEXTS, PLAN_TEXTS, RECORD_TEXTS,
    SENSITIVITY_TEXTS, STREET_TEXTS, SWEEP_TEXTS, VALIDATE_TEXTS,
)  # fmt: skip


def say(lang: Language, key: str, **values: Any) -> str:
    """Return a text in a language, with values in its braces."""
    return TEXTS[key][LANGUAGES.index(lang)].format(**values)
