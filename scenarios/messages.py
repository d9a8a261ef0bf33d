"""What is wrong with a scenario, in English and Chinese; those of streets: ``street_messages``."""

from __future__ import annotations

__all__ = ["COMPLAINTS", "MESSAGES"]

MESSAGES: dict[str, tuple[str, str]] = {
    "hint": ('did you mean "{near}"? ', "是否想用“{near}”？"),
    # values, as they are spoken of
    "shown.text": ('"{value}"', "“{value}”"),
    "shown.huge": ("an integer beyond 64 bits", "超出64位的整数"),
    "shown.table": ("a table", "单个表"),
    "shown.array": ("an array", "数组"),
    "shown.time": ("a time", "时间"),
    "shown.date": ("a date", "日期"),
    "wanted.bool": ("true or false", "真假值（true 或 false）"),
    "wanted.int": ("a whole number", "整数"),
    "wanted.float": ("a number", "数字"),
    "wanted.str": ("a text", "文本"),
    "wanted.table": ("a table", "表"),
    "wanted.list": ("a list", "列表"),
    "wanted.other": ("allowed", "允许的值"),
    "range": ("{unit}, {low:,.10g}–{high:,.10g}", "{unit}，{low:,.10g}–{high:,.10g}"),
    # values that cannot be
    "value.kind": ("{value} is not {wanted}; allowed: {allowed}", "{value}不是{wanted}；可取：{allowed}"),
    "value.range": ("{value} is out of range; allowed: {allowed}", "{value}超出范围；可取：{allowed}"),
    "value.finite": (
        "{value} is not a finite number; allowed: {allowed}",
        "{value}不是有限的数；可取：{allowed}",
    ),
    "value.choice": (
        "{value} is not one of the choices; {hint}allowed: {allowed}",
        "{value}不在可选之列；{hint}可取：{allowed}",
    ),
    "value.list": (
        "{value} is not a list of {noun}s; write {table}, with two brackets",
        "{value}不是{noun}的列表；请写 {table}，用双方括号",
    ),
    "value.table": ("{value} is not a table; allowed: {table}", "{value}不是表；应为 {table}"),
    "value.long": ("the text is too long; {complaint}", "文本过长；最多{most}个字符"),
    "rows.list": ("{value} is not a list; allowed: {allowed}", "{value}不是列表；可取：{allowed}"),
    "rows.row": ("{value} is no row; allowed: {allowed}", "{value}不是论文条目；可取：{allowed}"),
    "rows.allowed": (
        'ids of the inventory or S0 to S9, e.g. ["CASE-19", "S3"]',
        '论文清单的编号或 S0 至 S9，例如 ["CASE-19", "S3"]',
    ),
    # keys
    "noun.lever": ("lever", "政策变量"),
    "noun.setting": ("setting", "背景项"),
    "noun.table": ("table", "表"),
    "noun.key": ("key", "键"),
    "noun.keyword": ("keyword", "关键字"),
    "noun.parameter": ("parameter", "参数"),
    "noun.reform": ("reform", "改革"),
    "noun.look": ("look", "观察项"),
    "key.missing": ("a {noun} needs this key; allowed: {allowed}", "{noun}缺少这个键；可取：{allowed}"),
    "key.no.reform": (
        "no reform changes the setting; it stands in [setting], for the whole run",
        "改革不能改变背景；请写在 [setting] 中，整个运行期间不变",
    ),
    "key.home": (
        "this {noun} belongs to [{table}] ({allowed})",
        "这是{noun}，应写在 [{table}] 中（{allowed}）",
    ),
    "key.reform": ("this belongs to a [[reform]]", "这个键应写在 [[reform]] 中"),
    "key.top": (
        "this belongs at the top of the file, before the first [table]",
        "这个键应写在文件开头，在第一个 [表] 之前",
    ),
    "key.table": ("this is a table of its own: {table}", "这是单独的表：{table}"),
    "unknown": ("unknown {noun}; allowed: {names}", "没有这个{noun}；可用：{names}"),
    "unknown.near": (
        'unknown {noun}; did you mean "{near}" ({allowed})?',
        "没有这个{noun}；是否想用“{near}”（{allowed}）？",
    ),
    "unknown.elsewhere": (
        'unknown {noun}; did you mean "{near}" of [{table}] ({allowed})?',
        "没有这个{noun}；是否想用 [{table}] 中的“{near}”（{allowed}）？",
    ),
    "unknown.table": ("unknown {noun}; did you mean {table}?", "没有这个{noun}；是否想用 {table}？"),
    "unknown.keyword": (
        "unknown keyword; allowed: months, and the names of levers and settings",
        "没有这个关键字；可用：months，以及政策变量和背景项的名称",
    ),
    # scenarios and what they name
    "choices": ('a name of "gongzhi scenarios list"', "“gongzhi scenarios list”所列的名称"),
    "scenario.unknown": (
        "unknown scenario; {hint}allowed: {choices}, or a .toml file",
        "没有这个情景；{hint}可用：{choices}，或 .toml 文件",
    ),
    "scenario.kind": (
        "{value} is no scenario; allowed: a name, a path or a Case",
        "{value}不是情景；可用：名称、路径或 Case",
    ),
    "extends.unknown": (
        "{value} is no known scenario; {hint}allowed: {choices}, or the name of a .toml file beside"
        " this one",
        "没有情景{value}；{hint}可用：{choices}，或同一文件夹中 .toml 文件的名称",
    ),
    "extends.circle": ("goes round in a circle: {names} → {name}", "循环引用：{names} → {name}"),
    "look.measure": (
        "{name} is no measure; {hint}list: gongzhi measures",
        "没有指标{name}；{hint}清单：gongzhi measures",
    ),
    "look.segment": (
        "{name} is no segment of {measure}; {hint}allowed: {names}",
        "{measure} 没有{name}这一群体；{hint}可用：{names}",
    ),
    "look.against": (
        "{name} is no shipped scenario; {hint}allowed: {choices}",
        "没有自带情景{name}；{hint}可用：{choices}",
    ),
    # reforms
    "reform.end": (
        "{end} is not after from = {start}; allowed: a later month",
        "改革从 {start}起，不能到 {end}就结束；须取更晚的月份",
    ),
    "reform.empty": (
        "this reform sets no lever; add a table such as [reform.funding]",
        "这项改革没有设定任何政策变量；请加上 [reform.funding] 之类的表",
    ),
    "reform.late": (
        "the run ends before month {start}; allowed: month, 0–{last}",
        "运行在第{start}个月之前已结束；可取：月，0–{last}",
    ),
    "reform.twice": (
        "reform[{number}] sets it too, in the same month and street; leave one",
        "reform[{number}] 在同一月份、同一街道也设定了它；请只留一处",
    ),
    "sum": (
        "{a} and {b} are {what} and sum to {total:.4g}; allowed: 1 or less together",
        "{a} 与 {b} 同为{what}，合计{total:.4g}；合计不得超过1",
    ),
    "sum.money": ("shares of project money", "项目经费的份额"),
    "sum.seats": ("shares of the seats", "席位的份额"),
    # assumptions
    "assume.section": (
        "unknown section of the parameter book; see gongzhi parameters",
        "参数簿中没有这一节；参见 gongzhi parameters",
    ),
    "assume.section.near": (
        'unknown section of the parameter book; did you mean "{near}"?',
        "参数簿中没有这一节；是否想用“{near}”？",
    ),
    "assume.unknown": (
        "unknown parameter; see gongzhi parameters {section}",
        "没有这个参数；参见 gongzhi parameters {section}",
    ),
    "assume.list": (
        "this is a list of numbers; a scenario changes single numbers only",
        "这是一组数字；情景只能改变单个数字",
    ),
    "assume.range": (
        "{value} is out of range; allowed: {allowed}, or outside = true in [assumptions]",
        "{value}超出范围；可取：{allowed}；或在 [assumptions] 中写 outside = true",
    ),
    # files
    "file": ("(file)", "（文件）"),
    "file.more": ("{count:,} more problems are not told", "另有{count:,}处错误未列出"),
    "file.missing": ("there is no such file", "没有这个文件"),
    "file.unreadable": ("the file cannot be read: {reason}", "无法读取文件：{reason}"),
    "file.folder": ("this is a directory; allowed: a {ending} file", "这是文件夹；应为 {ending} 文件"),
    "file.odd": (
        "this is not an ordinary file; allowed: a {ending} file",
        "这不是普通文件；应为 {ending} 文件",
    ),
    "file.large": (
        "the file is too large; allowed: up to {most:,} bytes",
        "文件过大；最多{most:,}字节",
    ),
    "file.utf8": (
        "byte {start} (0x{byte:02x}) is not UTF-8; save the file as UTF-8",
        "第{start}字节（0x{byte:02x}）不是 UTF-8；请把文件存为 UTF-8",
    ),
    "file.deep": ("nested too deep; allowed: {most} levels", "嵌套过深；最多{most}层"),
    "file.empty": (
        'the file is empty; the least it can say is: extends = "baseline-2013"',
        '文件是空的；至少须写：extends = "baseline-2013"',
    ),
    "file.digits": ("a number with too many digits", "数字的位数过多"),
    "toml.column": ("not valid TOML at column {column}: {what}", "第{column}列不合 TOML 格式：{what}"),
    "toml.end": ("not valid TOML at the end of the file: {what}", "文件末尾不合 TOML 格式：{what}"),
}  # fmt: skip

COMPLAINTS: dict[str, str] = {
    # of TOML
    "Cannot declare": "表重复出现",
    "Cannot mutate": "该表已在别处写完，不能再添加",
    "Cannot overwrite a value": "键或表重复出现",
    "Cannot redefine": "表重复出现",
    "Duplicate inline table key": "键重复出现",
    "Escaped character": "转义字符无效",
    "Expected '=' after": "键后应为“=”",
    "Expected ']' at": "表名后应为“]”",
    "Expected ']]' at": "表名后应为“]]”",
    "Expected newline": "一行只能写一项",
    'Expected "\'"': "文本缺少后引号",
    "Expected '\"": "文本缺少后引号",
    "Expected \"'''\"": "文本缺少后引号",
    "Found invalid character": "含有不允许的字符",
    "Illegal character": "含有不允许的字符",
    "Invalid date": "日期或时间无效",
    "Invalid hex": "转义字符无效",
    "Invalid initial character": "键应以字母、数字、下划线或连字符开头",
    "Invalid statement": "这不是“键 = 值”，也不是表名",
    "Invalid value": "值无效（文本须加引号）",
    "Unclosed array": "数组缺少“]”",
    "Unclosed inline table": "表缺少“}”",
    "Unescaped": "文本中的反斜杠须写作两个，或改用单引号",
    "Unterminated string": "文本缺少后引号",
    # of CSV
    "unexpected end": "引号没有配对",
    "',' expected": "后引号之后应为逗号",
    "new-line character": "换行符无效",
    "field larger": "单元格过长",
    "line contains NUL": "含有空字符",
}
"""What the parsers of TOML and CSV complain of, by how it begins, in Chinese."""
