"""What units are called in Chinese: their parts are told one by one."""

from __future__ import annotations

from .saying import Text, say

__all__ = ["UNIT_PARTS", "span", "unit_label"]

UNIT_PARTS: dict[str, str] = {
    "share": "比例", "rung": "级", "weight": "权重", "choice": "选项", "yes": "是", "no": "否",
    "yuan": "元", "1000 yuan": "千元", "head": "人", "household": "户", "point": "点", "unit": "单位",
    "units": "单位", "hour": "小时", "hours": "小时", "minute": "分钟", "month": "月", "months": "月",
    "year": "年", "tasks": "项", "people": "人", "person": "人", "1000 people": "千人",
    "adults": "成年人", "1000 adults": "千成年人", "10,000 adults": "万成年人", "10,000": "万",
    "10,000 people": "万人", "rounds": "轮", "group": "组", "s.d.": "个标准差",
    "committee": "居委会", "street": "街道", "meetings": "次", "team": "团队", "teams": "团队",
    "neighbourhoods": "个居民区", "seed": "种子", "log": "对数", "logit": "logit", "1": "1",
    "events": "件", "count": "个", "distance": "距离", "encounters": "次接触", "issues": "件",
    "issue": "件", "log voices": "人数的对数", "file": "文件", "index": "指数", "ratio": "倍",
    "text": "文本", "cell": "网格", "log s.d.": "对数标准差", "shocks": "次冲击", "streets": "个街道",
    "towns": "个镇",
}  # fmt: skip
"""Chinese for the parts of a unit between slashes."""


def unit_label(unit: str) -> Text:
    """Return a unit in both languages."""
    return Text(unit, "/".join(UNIT_PARTS.get(part, part) for part in unit.split("/")))


def span(unit: str, low: float, high: float) -> Text:
    """Return a unit and a range: ``share, 0–0.5``."""
    return say("range", unit=unit_label(unit), low=low, high=high)
