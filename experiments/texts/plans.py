"""What is wrong with the plan of a sweep, in English and Chinese."""

from __future__ import annotations

__all__ = ["PLAN_TEXTS"]

PLAN_TEXTS: dict[str, tuple[str, str]] = {
    "plan.empty": (
        "the plan is empty; it needs at least levers or uncertainties",
        "计划是空的；至少须有 [levers] 或 [uncertainties]",
    ),
    "plan.nothing": (
        "nothing is varied; add [levers] or [uncertainties]",
        "没有变动任何变量；请加上 [levers] 或 [uncertainties]",
    ),
    "plan.seed.twice": ("a seed is given twice", "同一种子给了两次"),
    "plan.seeds": (
        "{value} is not allowed; allowed: how many, 1–{most:,}, or a list of seeds",
        "{value}不是允许的值；可取：个数 1–{most:,}，或种子列表",
    ),
    "plan.scenario": ("{where}{path}: {message}", "{where}{path}: {message}"),
    "plan.point": ("the point {values}: {wrong}", "组合 {values}：{wrong}"),
    # the schema
    "plan.other.kind": (
        '"{kind}" has no {name}; it belongs to {kinds}',
        "“{kind}”没有 {name}；它属于 {kinds}",
    ),
    "plan.file": (
        'kind = "csv" needs a file; allowed: file = "points.csv"',
        'kind = "csv" 须给出文件；例如 file = "points.csv"',
    ),
    "plan.key.near": ('unknown key; did you mean "{near}"?', "没有这个键；是否想用“{near}”？"),
    "plan.key": ("unknown key; allowed: {names}", "没有这个键；可用：{names}"),
    "plan.choice": (
        "{value} is not one of the choices; allowed: {names}",
        "{value}不在可选之列；可取：{names}",
    ),
    "plan.choice.near": (
        '{value} is not one of the choices; did you mean "{near}"? allowed: {names}',
        "{value}不在可选之列；是否想用“{near}”？可取：{names}",
    ),
    "plan.value": (
        "{value} is not allowed; allowed: {wanted}",
        "{value}不是允许的值；可取：{wanted}",
    ),
    "plan.wanted": ("a value", "一个值"),
    "plan.span": ("{wanted}, {low:,}–{high:,}", "{wanted}，{low:,}–{high:,}"),
    # the design
    "plan.power": (
        "{points} is not a power of two; allowed: {low} or {high}",
        "{points}不是2的幂；可取：{low} 或 {high}",
    ),
    "plan.many": (
        "this design and these seeds make {runs:,} runs; allowed: {most:,} in one plan. Give fewer values "
        "or seeds, or a latin-hypercube of as many points as can be run",
        "该设计与种子合计{runs:,}次运行；一份计划最多{most:,}次。"
        "请减少取值或种子，或用 latin-hypercube 抽取能运行的点数",
    ),
    "plan.odd": (
        "{levels} is odd; allowed: an even number of levels",
        "{levels}是奇数；水平数须为偶数",
    ),
    "plan.unread": ("{file}: cannot be read: {reason}", "{file}：无法读取：{reason}"),
    "plan.columns": (
        "{file}:1: the columns must be those of the plan: {names}",
        "{file}:1：各列须与计划一致：{names}",
    ),
    "plan.line": ("{file}:{line}: {wrong}", "{file}:{line}：{wrong}"),
    "plan.not.run": ("{file}: nothing was run", "{file}：没有运行任何内容"),
    "plan.cell.bool": (
        '{name}: "{word}" is not true or false',
        "{name}：“{word}”不是真假值（true 或 false）",
    ),
    "plan.cell.number": ('{name}: "{word}" is not a number', "{name}：“{word}”不是数字"),
    # the factors
    "plan.twice": ("{name} is varied twice", "{name} 变动了两次"),
    "plan.no.lever": (
        "this is no lever but an uncertainty; it belongs to [uncertainties]",
        "这不是政策变量，而是不确定因素；应写在 [uncertainties] 中",
    ),
    "plan.is.lever": (
        "this is a lever, which somebody chooses; it belongs to [levers]",
        "这是可由人选择的政策变量；应写在 [levers] 中",
    ),
    "plan.lever": ("unknown lever; list: gongzhi levers", "没有这个政策变量；清单：gongzhi levers"),
    "plan.lever.near": (
        'unknown lever; did you mean "{near}"?',
        "没有这个政策变量；是否想用“{near}”？",
    ),
    "plan.uncertainty": (
        "unknown uncertainty; list: gongzhi parameters",
        "没有这个不确定因素；清单：gongzhi parameters",
    ),
    "plan.uncertainty.near": (
        'unknown uncertainty; did you mean "{near}"?',
        "没有这个不确定因素；是否想用“{near}”？",
    ),
    "plan.several": (
        "several parameters have this name: {names}",
        "有几个参数同用这个名称：{names}",
    ),
    "plan.no.range": (
        "this has no range of its own; give a list of values",
        "它没有自己的取值范围；请给出值的列表",
    ),
    "plan.list": ("allowed: a list of one value or more", "应为至少有一个值的列表"),
    "plan.list.twice": ("a value stands in the list twice", "列表中有重复的值"),
    "plan.range.empty": (
        "the range is empty: low = {low}, high = {high}",
        "范围是空的：low = {low}，high = {high}",
    ),
    "plan.vary": (
        "{value} is not allowed; allowed: a list, {{ low = NUMBER, high = NUMBER }} or true",
        "{value}不是允许的值；可取：列表、{{ low = 数字, high = 数字 }} 或 true",
    ),
    "plan.vary.choice": (
        "{value} is not allowed; allowed: a list or true",
        "{value}不是允许的值；可取：列表或 true",
    ),
}
