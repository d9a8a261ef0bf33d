"""Texts about explanations, in English and Chinese."""

from __future__ import annotations

__all__ = ["EXPLAIN_TEXTS"]

EXPLAIN_TEXTS: dict[str, tuple[str, str]] = {
    "help.explain": (
        "Explain why a resident took part or not, or what an organisation did, in a month.",
        "解释某月某位居民为何参与或不参与，或某个组织为何如此行事。",
    ),
    "usage.explain": (
        "gongzhi explain TARGET KIND [ID] [OPTIONS]",
        "gongzhi explain 结果或情景 种类 [编号] [选项]",
    ),
    "help.kind": (
        "resident, office, committee, organization or unit.",
        "居民、街道、居委会、社会组织或单位（或英文 resident 等）。",
    ),
    "help.id": (
        "Id of the resident, or row of the organisation; without it one is picked.",
        "居民编号或组织序号；不给则自动挑选。",
    ),
    "help.month": (
        "Month, as 2014-05 or counted from 0; the last of the run if not given.",
        "月份，如 2014-05，或从 0 起计数；默认最后一个月。",
    ),
    "help.pick_resident": (
        "Which resident is picked: one who came (if not given), stayed, was asked or raised an issue.",
        "挑选哪位居民：came 参与（默认）、stayed 未参与、asked 受邀、raised 提出问题。",
    ),
    "help.seed_of": (
        "Seed of the luck; the first of the results, or 0, if not given.",
        "偶然性的种子；默认取结果中的第一个，或 0。",
    ),
    "explain.picked": (
        "pick: it chooses among residents, where no id is given",
        "挑选（--pick）：只用于没有给出编号的居民",
    ),
    "explain.month": (
        'month: "{month}" is no month; write 2014-05, or a number from 0',
        "月份：“{month}”不是月份；请写 2014-05，或从 0 起的数字",
    ),
    "explain.beyond": (
        "month: {month} lies outside the run, which goes from {first} (number 0) to {date} (number {last})",
        "月份：{month} 超出运行范围；运行自 {first}（第 0 号）至 {date}（第 {last} 号）",
    ),
    "explain.january": (
        "month: social organisations bid, and close, in January; {month} is none",
        "月份：社会组织在一月投标或关停；{month} 不是一月",
    ),
    "explain.absent": (
        "id: there is no {kind} {id} in {month}",
        "编号：{month} 没有第 {id} 号{kind}",
    ),
    "explain.none.came": (
        "pick: nobody came in {month}; try another month or pick",
        "挑选（--pick）：{month} 没有居民参与；请换一个月份或挑选方式",
    ),
    "explain.none.stayed": (
        "pick: nobody stayed away from anything in {month}; try another month or pick",
        "挑选（--pick）：{month} 没有居民有活动可参与而未参与；请换一个月份或挑选方式",
    ),
    "explain.none.asked": (
        "pick: nobody was asked in {month}; try another month or pick",
        "挑选（--pick）：{month} 没有居民受邀；请换一个月份或挑选方式",
    ),
    "explain.none.raised": (
        "pick: nobody raised an issue in {month}; try another month or pick",
        "挑选（--pick）：{month} 没有居民提出问题；请换一个月份或挑选方式",
    ),
    "explain.seed": (
        "seed: these results hold no seed {seed}; they hold: {known}",
        "种子：结果中没有种子 {seed}；有：{known}",
    ),
    "explain.sources": (
        "the results were made by another version of the model; what is explained may differ",
        "这些结果由另一版本的模型生成；解释可能与之不符",
    ),
}
