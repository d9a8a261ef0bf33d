"""Texts about a street of one's own, in English and Chinese."""

from __future__ import annotations

__all__ = ["STREET_TEXTS"]

STREET_TEXTS: dict[str, tuple[str, str]] = {
    "help.street": (
        "Bring your own neighbourhoods: write an example file, check a file.",
        "使用自己的居民区清单：写出示例文件，检查文件。",
    ),
    "help.new": (
        "Write an example: a CSV file of six neighbourhoods, to be changed.",
        "写出示例：六个居民区的 CSV 文件，供修改。",
    ),
    "help.check_street": (
        "Check files of neighbourhoods: exit code 0 or 2.",
        "检查居民区清单文件：退出码 0 或 2。",
    ),
    "usage.street": ("gongzhi street COMMAND", "gongzhi street 命令"),
    "usage.new": ("gongzhi street new FILE [OPTIONS]", "gongzhi street new 文件 [选项]"),
    "usage.check_street": (
        "gongzhi street check FILE... [OPTIONS]",
        "gongzhi street check 文件... [选项]",
    ),
    "help.new_file": ("Where to write; must not exist yet.", "写到哪里；文件须尚不存在。"),
    "help.street_files": ("CSV files of neighbourhoods.", "居民区清单 CSV 文件。"),
    "street.ending": (
        '{file}: the name must end in .csv, such as "my-street.csv"',
        "{file}：文件名须以 .csv 结尾，例如“my-street.csv”",
    ),
    "street.exists": (
        "{file}: there is such a file already; name another",
        "{file}：文件已存在；请另取名称",
    ),
    "street.written": (
        '{file}: written. Change it, check it with "gongzhi street check", and name it in a scenario:\n'
        "[setting]\nneighbourhoods_file = {name}",
        "{file}：已写出。修改后用“gongzhi street check”检查，再写入情景文件：\n"
        "[setting]\nneighbourhoods_file = {name}",
    ),
    "street.ok": (
        "{file}: can be used; {count:,} neighbourhoods, {people:,} residents",
        "{file}：可以使用；{count:,}个居民区，{people:,}位居民",
    ),
}
