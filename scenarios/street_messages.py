"""What is wrong with neighbourhoods of one's own, or with a setting as a whole, in both languages."""

from __future__ import annotations

__all__ = ["STREET_MESSAGES"]

STREET_MESSAGES: dict[str, tuple[str, str]] = {
    # a setting as a whole
    "crowd.many": (
        "{count:,} are too many for {residents:,} residents; allowed: neighbourhoods, 1–{most:,}",
        "{residents:,}位居民不够分成{count:,}个居民区；可取：居民区，1–{most:,}",
    ),
    "crowd.few": (
        "{count:,} are too few for {residents:,} residents; allowed: neighbourhoods, {least:,} or"
        " more",
        "{count:,}个居民区容不下{residents:,}位居民；可取：居民区，{least:,}或更多",
    ),
    "crowd.streets": (
        "{count:,} are too many for {most:,} neighbourhoods; allowed: streets, 1–{most:,}",
        "居民区只有{most:,}个，街道不能有{count:,}个；可取：街道，1–{most:,}",
    ),
    "crowd.towns": (
        "{count:,} are more than there are streets; allowed: towns, 0–{most:,}",
        "{count:,}个镇多于街道（镇）总数；可取：镇，0–{most:,}",
    ),
    "crowd.one": (
        "a file of neighbourhoods makes one street; allowed: 1",
        "一份居民区清单只构成一个街道；可取：1",
    ),
    "crowd.weights": ("one weight must be above 0: {names}", "至少一个权重须大于0：{names}"),
    "street.unknown": (
        "{value} is not a known street; {hint}allowed: {allowed}",
        "没有街道{value}；{hint}可用：{allowed}",
    ),
    "streets.none": (
        "{value} names no streets; allowed: {allowed}",
        "{value}没有指明街道；可用：{allowed}",
    ),
    # a file of neighbourhoods beside a setting
    "own.housing": (
        "the file of neighbourhoods says what housing each has; leave this out",
        "居民区清单已写明各居民区的住房类型；请删去此项",
    ),
    "own.size": (
        "{value:,} contradicts the file of neighbourhoods, which has {own:,}",
        "{value:,}与居民区清单不符，清单为{own:,}",
    ),
    "own.both": ("{text} is given too; give one of them", "同时给了 {text}；两项只能给一项"),
    "own.folder": (
        "a text stands in no folder; give the rows themselves as {text}",
        "文本不在任何文件夹中；请用 {text} 直接给出各行",
    ),
    # the file itself
    "csv.column": ('column "{column}"', "“{column}”列"),
    "csv.encoding": (
        "the text is neither UTF-8 nor GB18030; save the file as CSV UTF-8",
        "文件编码既非 UTF-8 也非 GB18030；请另存为 CSV UTF-8",
    ),
    "csv.cells": ("{cells} cells under {columns} columns", "有{cells}个单元格，而列名只有{columns}个"),
    "csv.wrong": ("not valid CSV: {reason}", "不合 CSV 格式：{reason}"),
    "csv.empty": (
        "the file is empty; its first line names columns: {columns}",
        "文件是空的；第一行应为列名：{columns}",
    ),
    "csv.rows": (
        "the file has no neighbourhoods; write one row for each",
        "文件中没有居民区；请每个居民区写一行",
    ),
    "csv.unknown": ("unknown column; {hint}allowed: {columns}", "没有这一列；{hint}可用：{columns}"),
    "csv.twice": ("the column is there twice", "该列重复出现"),
    "csv.missing": ("the column is missing; needed: {columns}", "缺少该列；必填：{columns}"),
    "csv.name": (
        "{value}: a name of 1 to {most} characters is needed",
        "{value}：名称须为1至{most}个字符",
    ),
    "csv.same": ("{value} is the name of line {line} too", "{value}与第{line}行重名"),
    "csv.whole": ("{value} is not a whole number", "{value}不是整数"),
    "csv.housing": (
        "{value} is no housing; {hint}allowed: {choices}",
        "没有住房类型{value}；{hint}可用：{choices}",
    ),
    "csv.blank": ("the cell is empty; allowed: {allowed}", "单元格是空的；可取：{allowed}"),
    "csv.number": (
        "{value} is not a number; {hint}allowed: {allowed}",
        "{value}不是数字；{hint}可取：{allowed}",
    ),
    "csv.percent": ("write 0.12 for 12 %; ", "12%请写作 0.12；"),
    "csv.many": ("more than {most:,} neighbourhoods", "居民区超过{most:,}个"),
    "csv.sum": (
        "the sum is {total:,}; allowed: people, {low:,}–{high:,} in all",
        "合计为{total:,}；可取：各行合计 {low:,}–{high:,}人",
    ),
    "shares.ages": (
        "share_under_15 and share_60_over sum to {ages:,.6g}; allowed: 1 at the most",
        "share_under_15 与 share_60_over 合计{ages:,.6g}；最多为1",
    ),
    "shares.reach": (
        "{share:.10g} cannot be reached; households of this housing allow {most:.10g} at the most",
        "{share:.10g}无法达到；该类住房的住户构成最多允许{most:.10g}",
    ),
    "shares.together": (
        "these shares cannot be reached together; leave one empty or move it nearer to the city's",
        "这些比例无法同时达到；请留空一项，或改得更接近全市的数字",
    ),
}  # fmt: skip
