"""Texts about calibration, in English and Chinese."""

from __future__ import annotations

__all__ = ["CALIBRATE_TEXTS"]

CALIBRATE_TEXTS: dict[str, tuple[str, str]] = {
    "help.calibrate": (
        "Find the parameters that agree with votes by age, overload, volunteers and awareness observed.",
        "找出与观察相符的参数：分年龄投票率、行政负担、志愿者、知晓度。",
    ),
    "usage.calibrate": ("gongzhi calibrate [OPTIONS]", "gongzhi calibrate [选项]"),
    "help.populations": (
        "Populations of particles, each nearer to the targets; 3 if not given.",
        "粒子群的代数，每一代都更接近目标；默认 3。",
    ),
    "help.particles": ("Particles in a population; 200 if not given.", "每代粒子数；默认 200。"),
    "help.calibrate.seed": (
        "Seed of the whole calibration; 2013 if not given. The same command goes on where it stopped.",
        "整个校准的种子；默认 2013。同一命令会从中断处继续。",
    ),
    "help.calibrate.out": (
        "Folder for draws.csv, calibration.json, particles.parquet and the figure; it appears whole or not "
        "at all.",
        "保存 draws.csv、calibration.json、particles.parquet 和图的文件夹；要么完整出现，要么不出现。",
    ),
    "calibrate.busy": (
        "this calibration is running already in another process",
        "同一校准正在另一个进程中运行",
    ),
    "calibrate.interrupted": (
        "interrupted; finished populations are kept, and the same command goes on from there",
        "已中断；完成的各代已保存，再次运行同一命令即可继续",
    ),
    "calibrate.parameter": ("Parameter", "参数"),
    "calibrate.range": ("Prior: range of the book", "先验：参数簿范围"),
    "calibrate.default": ("Default", "默认值"),
    "calibrate.posterior": ("Posterior: median (5–95 %)", "后验：中位数（5–95%）"),
    "calibrate.left": ("Width left", "剩余宽度"),
    "calibrate.below": ("Below the default", "低于默认值的概率"),
    "calibrate.target": ("Target", "目标"),
    "calibrate.data": ("Observed", "观察值"),
    "calibrate.prior": ("Prior", "先验"),
    "calibrate.last": ("Last population", "最后一代"),
    "calibrate.after": ("Posterior draws, run again", "后验抽取（重新运行）"),
    "calibrate.unchanged": ("Book as it is", "参数簿默认值"),
    "calibrate.distance": ("distance, in tolerances", "距离（以容差计）"),
    "calibrate.near": ("{data}", "{data}"),
    "calibrate.at least": ("≥ {data}", "≥ {data}"),
    "calibrate.at most": ("≤ {data}", "≤ {data}"),
    "calibrate.population": ("Population", "代"),
    "calibrate.allowed": ("Distance allowed", "允许距离"),
    "calibrate.median": ("Median distance", "距离中位数"),
    "calibrate.runs": ("Runs", "运行次数"),
    "calibrate.accepted": ("Accepted", "接受率"),
    "calibrate.effective": ("Effective particles", "有效粒子数"),
    "calibrate.log": ("log", "对数"),
    "calibrate.note": (
        "Width left: of the middle nine tenths, measured in the prior's probability; 1 means that nothing "
        "was learnt, 0 that the number is known. Of {n} parameters {pinned} are narrowed to half their "
        "range or less. Values of targets are medians with the middle nine tenths; those of the book as it "
        "is vary by luck alone. {runs} runs. No default was changed.",
        "剩余宽度：后验中间九成的宽度，以先验概率度量；1表示未获任何信息，0表示完全确定。"
        "{n}个参数中{pinned}个缩窄到范围的一半以下。"
        "目标值为中位数及中间九成；参数簿默认值一列只含偶然性。共运行{runs}次。未改动任何默认值。",
    ),
    "posterior.title": (
        "What four targets leave open: {n} parameters, prior and posterior",
        "四项目标之后的余地：{n}个参数的先验与后验",
    ),
    "posterior.note": (
        "Grey: prior, the range of the parameter book. Curve: posterior ({draws} draws). Bar: its middle "
        "nine tenths. Dashed line: the default of the book.",
        "灰色：先验（参数簿的范围）。曲线：后验（{draws}次抽取）。横条：中间九成。虚线：参数簿默认值。",
    ),
}
