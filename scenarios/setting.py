"""The setting of a scenario: the place where it plays, which no reform changes."""

from __future__ import annotations

import hashlib

from .declaring import Group, lever

__all__ = ["MOST_STREETS", "Setting", "pilots"]

MOST_STREETS = 400


class Setting(Group):
    """Where a scenario plays: facts about the place, which no reform changes."""

    residents: int = lever(
        100_000, "people", "Residents at the start, children included", "起始常住人口",
        low=50, high=30_000_000, rows="CTX-09",
    )  # fmt: skip
    neighbourhoods: int = lever(
        25, "neighbourhoods", "Neighbourhoods (areas of one residents' committee)", "居民区数",
        low=1, high=10_000, rows="CTX-01",
    )  # fmt: skip
    streets: int = lever(
        1, "streets", "Streets and towns that share out the neighbourhoods", "街道（镇）数",
        low=1, high=MOST_STREETS, rows="CTX-01 ACT-06",
    )  # fmt: skip
    towns: int = lever(
        0, "towns", "How many of them are towns at the city's edge: more people for each post",
        "其中镇的个数（远郊，人多编制少）", low=0, high=MOST_STREETS, rows="CTX-15 ACT-07 REF-35",
    )  # fmt: skip
    revenue_spread: float = lever(
        0.0, "log s.d.", "Inequality of the streets' own revenue per head", "街道自有财力差异",
        low=0, high=1.5, rows="PROB-30 CLM-19",
    )  # fmt: skip
    society_seed: int = lever(
        2013, "seed", "Seed of the society, apart from the seed of luck", "社会种子",
        low=0, high=2**31 - 1,
    )  # fmt: skip
    spin_up: int = lever(
        60, "months", "Months under the 2013 levers before the first counted month", "预热月数",
        low=0, high=240,
    )  # fmt: skip
    growth: float = lever(
        0.0, "share/year", "Growth of the number of households", "住户年增长率",
        low=-0.05, high=0.4, rows="CTX-15 CASE-01",
    )  # fmt: skip
    town_growth: float = lever(
        0.0, "share/year", "Growth of the number of households in towns, on top of the other",
        "镇的住户年增长率（另加）", low=-0.05, high=0.4, rows="CTX-15 CASE-01",
    )  # fmt: skip
    shocks: float = lever(
        0.0, "shocks/street/year", "Shocks that bring more and worse issues for some months",
        "外部冲击频率", low=0, high=4, rows="CTX-05 CLM-20",
    )  # fmt: skip
    old_lanes: float = lever(
        0.2, "weight", "Old lanes among neighbourhoods", "老城厢权重", low=0, high=1,
    )  # fmt: skip
    workers_estates: float = lever(
        0.32, "weight", "Workers' estates among neighbourhoods", "老公房权重", low=0, high=1,
    )  # fmt: skip
    commodity_estates: float = lever(
        0.32, "weight", "Commodity estates among neighbourhoods", "商品房权重", low=0, high=1,
    )  # fmt: skip
    upscale_estates: float = lever(
        0.08, "weight", "Upscale and international estates among neighbourhoods",
        "高档国际社区权重", low=0, high=1, rows="CTX-16",
    )  # fmt: skip
    resettlement_estates: float = lever(
        0.08, "weight", "Resettlement estates among neighbourhoods", "动迁安置权重", low=0, high=1,
    )  # fmt: skip
    neighbourhoods_file: str = lever(
        "", "file", "CSV file of one's own neighbourhoods, one row each, beside the scenario file",
        "居民区清单文件（CSV，每行一个居民区）",
    )  # fmt: skip
    neighbourhoods_csv: str = lever(
        "", "text", "The rows of such a file, as text; results keep them in this way",
        "居民区清单的文本（结果以此保存）",
    )  # fmt: skip

    @property
    def street_names(self) -> tuple[str, ...]:
        """Names of the streets in the order of their rows, ``street-01`` and so on, towns last."""
        if self.streets == 1:
            return ("town" if self.towns else "street",)
        width = max(2, len(str(self.streets)))
        kinds = ["street"] * (self.streets - self.towns) + ["town"] * self.towns
        return tuple(f"{kind}-{n + 1:0{width}d}" for n, kind in enumerate(kinds))


def pilots(names: tuple[str, ...], share: float, seed: int) -> tuple[str, ...]:
    """Return a share of the streets, at least one, by a lot that the society's seed draws."""
    lot = sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())
    chosen = set(lot[: max(1, round(share * len(names)))])
    return tuple(name for name in names if name in chosen)
