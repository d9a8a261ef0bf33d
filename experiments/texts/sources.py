"""Where a number or a measure comes from, told in Chinese: sources stand in English in the book.

A source is taken apart at its punctuation and told piece by piece. Names of works, surveys and people, and
rows of the paper's inventory (MECH-03) and of the theories (T21), stay as they are.
"""

from __future__ import annotations

import re

from . import Language

__all__ = ["SOURCE_PIECES", "source_label"]

BREAKS = re.compile(r"(: |; |, | \(|\) |\))")
MARKS = {": ": "：", "; ": "；", " (": "（", ") ": "）", ")": "）"}
HAN = re.compile(r"[\u3400-\u9fff]")

SOURCE_PIECES: dict[str, str] = {
    # what kind of source
    "assumption": "假定",
    "trial": "试算",
    "definition": "定义",
    "technical": "技术性设定",
    "not sourced": "未查到出处",
    "source paper": "原论文",
    "Pudong press": "浦东媒体报道",
    "as above": "同上",
    "by the rule": "按规则",
    "by domain": "按领域",
    "by segment": "按群体",
    "a committee": "每个居委会",
    "a street of 100,000": "以10万人的街道计",
    "influential": "影响大",
    "sweep it": "应作扫描",
    "shown": "只作显示",
    "and drives nothing": "不影响任何结果",
    "forgotten in the spin-up": "预热期后影响消失",
    "small": "取较小值",
    "weak": "较弱",
    "two staff": "两名工作人员",
    "full time": "全职",
    # surveys, registers, law
    "census 2010": "2010年人口普查",
    "ages 20-59": "20–59岁",
    "ages 60 and over": "60岁及以上",
    "SUNS": "上海都市社区调查 SUNS",
    "fitted to turnout by age": "按分年龄投票率拟合",
    "age groups of the survey": "调查所用的年龄组",
    "usual in reports on young residents": "青年居民报告中的惯例",
    "law on the rights of the elderly": "《老年人权益保障法》",
    "Organic Law of Urban Residents' Committees 1989": "1989年《城市居民委员会组织法》",
    "art. 8": "第八条",
    "three years": "任期三年",
    "end of college": "大学毕业",
    "retirement of men in 2013": "2013年男性退休年龄",
    "women retire at 50 or 55": "女性为50或55岁",
    "12345 hotline": "12345热线",
    "to 0.36": "升至0.36",
    "40,625 cells for 24.2 m people in 2016": "2016年2,420万人，40,625个网格",
    "over 20,000 teams in about 4,100 committees": "约4,100个居委会，2万多支团队",
    "about 11,600 registered among 24 m": "2,400万人中约11,600家登记",
    "and as many that are not": "未登记的数量相当",
    "70-80 % of eligible estates": "符合条件小区的70–80%",
    "73.6 hours a year for a registered volunteer": "注册志愿者每年73.6小时",
    "cost of a community worker in Shanghai about 2013": "2013年前后上海社区工作者的人力成本",
    "wage over hours": "工资除以工时",
    "5-9 in 2013": "2013年为5–9人",
    "the district pays them": "由区支付",
    "set so that the tails match the survey of neighbourly chat": "取值使两端与邻里聊天调查相符",
    "27.3 % daily": "每天27.3%",
    "23.5 % almost never": "几乎从不23.5%",
    "set so that about 5 % take part in a month at baseline": "取值使参照情景中每月约5%的人参与",
    "a level with no source": "这一水平没有来源",
    "set so that the administrative share is about 0.74 with 140 tasks": (
        "取值使140项任务时行政占比约为0.74"
    ),
    "about 8 births per 1,000 residents": "每千名居民约8名新生儿",
    "about 6 % a year at 80": "80岁时每年约6%",
    "Gompertz": "Gompertz 死亡率曲线",
    "Poisson spread": "泊松离散",
    "beta reputation": "贝塔声誉模型",
    "representation ratio": "代表性比率",
    "many teams are not sustained": "许多团队未能持续",
    "many are not sustained": "许多未能持续",
    "a cohort share": "同期群比例",
    "so that growth of arrivals does not move it": "因此不受新问题增长的影响",
    # what is assumed, or tried
    "median 1,600 households": "中位数1,600户",
    "range 800-3,000": "范围800–3,000",
    "the others study": "其余在读",
    "about 9 % of adults in all": "合计约占成年人的9%",
    "thresholds differ": "各人门槛不同",
    "population grew": "人口增长",
    "posts did not": "编制未增",
    "mean degree 6-12": "平均度6–12",
    "a few long ties": "少数远距离联系",
    "scale b": "尺度 b",
    "owners have more at stake": "业主的利害更大",
    "keeps the logarithm finite": "使对数保持有限",
    "typical perceived tie": "感知纽带的典型值",
    "typical felt power": "感知权力的典型值",
    "typical identity": "认同的典型值",
    "being asked": "受到邀请",
    "social + habit at most 4": "社会影响与习惯合计至多4",
    "per share of spare hours": "按余暇比例",
    "a few voices for an issue of a neighbourhood": "居民区的问题只需少数人提出",
    "an outcome lived through is one event": "亲历一次结果算一次事件",
    "about 0.1": "约0.1",
    "party recruitment": "党组织动员",
    "class 1 would diverge": "第1类事务的等待会发散",
    "the lever's value of 2013": "政策变量的2013年值",
    "statutory work that no list removes": "任何清单都不能免除的法定工作",
    "they can wait for work": "可以等待项目",
    "the others are grass-roots": "其余为草根组织",
    "ten spaces at 100 yuan a month": "十个车位，每月每个100元",
    "quasi-official": "半官方",
    "introduced": "引入",
    "home-grown": "本土培育",
    "grass-roots": "草根",
    "a unit of size one is the measure": "以规模为一的单位为准",
    "upper bound of the rate": "比率的上限",
    "most issues divide little": "多数问题分歧不大",
    "21,000 yuan for a joint issue": "集体问题21,000元",
    "above fund projects": "高于自治金项目",
    "10-20,000": "1万–2万元",
    "grows with the square root of those touched": "随涉及人数的平方根增长",
    "slots are scarce": "议题名额稀缺",
    "no count of them is known": "没有已知的计数",
    "the grid that cases are counted for": "案件按网格计数",
    "officials' taste": "官员的偏好",
    "an agenda can be flooded": "议题过多会淹没议程",
    "CASE-14 counts disputes": "CASE-14 只计纠纷件数",
    "not costs": "不计费用",
    "few can go": "能去的人少",
    "once a quarter": "每季度一次",
    "nobody decides alone": "一人不能作决定",
    "at most 0.5": "至多0.5",
    "above one it is certain": "大于1即必然发生",
    "a lot knows no regulars": "抽签不分常客",
    "a hard minimum leaves one platform without effect": "若严格取最小值，单一平台不起作用",
    "no need stops everything": "任何一项需求都不致使一切停顿",
    "nobody in the city is older": "全市无人更年长",
    "unused before the child is an adult": "子女成年前不使用",
}  # fmt: skip
"""Chinese of the pieces of sources."""


def source_label(source: str, lang: Language) -> str:
    """Return a source in a language; a comma stays one of English between pieces of English."""
    if lang == "en":
        return source
    pieces = [SOURCE_PIECES.get(piece.strip(), piece) for piece in BREAKS.split(source)]
    told = pieces[0]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        chinese = HAN.search(told[-1:]) or HAN.search(piece)
        told += MARKS.get(mark) or ("，" if chinese else mark)
        told += piece
    return told
