"""Texts about sweeps, in English and Chinese."""

from __future__ import annotations

__all__ = ["SWEEP_TEXTS"]

SWEEP_TEXTS: dict[str, tuple[str, str]] = {
    "help.sweep": (
        "Run a plan of many runs over levers and uncertainties; the same command goes on where it "
        "stopped.",
        "按计划文件批量运行（政策变量与不确定因素）；中断后用同一命令继续。",
    ),
    "usage.sweep": (
        "gongzhi sweep PLAN --out FOLDER [OPTIONS]",
        "gongzhi sweep 计划文件 --out 文件夹 [选项]",
    ),
    "help.status": (
        "Say how far the sweep in a folder is, and who is at work in it.",
        "说明文件夹中的批量运行进展到哪里、有谁在运行。",
    ),
    "usage.status": ("gongzhi sweep status FOLDER [OPTIONS]", "gongzhi sweep status 文件夹 [选项]"),
    "help.compact": (
        "Put the parts of a sweep together into one, which is smaller and read faster.",
        "把批量运行的各个结果块合并为一块，更小、读取更快。",
    ),
    "usage.compact": ("gongzhi sweep compact FOLDER [OPTIONS]", "gongzhi sweep compact 文件夹 [选项]"),
    "help.query": (
        "Ask the results of a sweep a question in SQL; the tables are runs, series and made.",
        "用 SQL 查询批量运行的结果；数据表有 runs、series、made。",
    ),
    "usage.query": (
        'gongzhi query FOLDER SQL [OPTIONS]',
        'gongzhi query 文件夹 查询语句 [选项]',
    ),
    "help.plan": ("The plan, a .toml file.", "计划文件（.toml）。"),
    "help.sweep_folder": ("Folder of a sweep.", "批量运行的结果文件夹。"),
    "help.sweep_out": (
        "Folder for the results; a sweep that was stopped goes on in it.",
        "结果文件夹；中断的批量运行在其中继续。",
    ),
    "help.sweep_workers": (
        "Processes of this machine; one per core if not given.",
        "本机使用的进程数；默认每核一个。",
    ),
    "help.engine": (
        "Who runs: local, the processes of this machine, or dask, a cluster; local if not given.",
        "由谁运行：local 本机进程，或 dask 集群；默认 local。",
    ),
    "help.scheduler": (
        "Address of the Dask scheduler, such as tcp://10.0.0.1:8786.",
        "Dask 调度器的地址，例如 tcp://10.0.0.1:8786。",
    ),
    "help.shard": (
        "Only the i-th of n parts of the runs, as 3/20; jobs of one cluster share the folder.",
        "只运行 n 份中的第 i 份，写作 3/20；集群的多个作业共用一个文件夹。",
    ),
    "help.again": (
        "Run again what raised an error, died or overran its limit.",
        "重新运行出错、进程中断或超时的运行。",
    ),
    "help.dry": ("Say what would be run, and run nothing.", "只说明将要运行什么，不运行。"),
    "help.sql": ("The question, in SQL as DuckDB speaks it.", "查询语句（DuckDB 的 SQL）。"),
    "help.query_out": (
        "File for the answer, .csv or .parquet, instead of a table here.",
        "把结果写入文件（.csv 或 .parquet），不在此显示。",
    ),
    # before and after
    "sweep.ahead": (
        "{runs:,} runs: {points:,} points × {seeds:,} seeds of {months:,} months; {left:,} to run.",
        "共{runs:,}次运行：{points:,}个设计点×{seeds:,}个种子，每次{months:,}个月；待运行{left:,}次。",
    ),
    "sweep.takes": (
        "About {time} on {workers:,} processes, and {size}.",
        "用{workers:,}个进程大约需要{time}，结果约{size}。",
    ),
    "sweep.compiled": (
        "The model was compiled first, which took {time}; this is done once.",
        "模型先行编译，用时{time}；只需一次。",
    ),
    "sweep.takes_size": ("About {size} of results.", "结果约{size}。"),
    "sweep.damaged_aside": (
        "{count:,} parts were damaged or cut short; they are set aside in {out}/damaged, and their runs "
        "are run again.",
        "有{count:,}个结果块损坏或不完整，已移到 {out}/damaged，其中的运行将重新进行。",
    ),
    "sweep.counts": ("{done:,} of {runs:,} runs are done: {by}.", "已完成{done:,}/{runs:,}次运行：{by}。"),
    "sweep.nobody": ("Nobody is at work in the folder.", "目前没有进程在此文件夹中运行。"),
    "sweep.somebody": ("At work: {parts}.", "正在运行：{parts}。"),
    "sweep.parts": ("{parts:,} parts, {size}.", "{parts:,}个结果块，{size}。"),
    "sweep.torn": (
        "{count:,} parts are damaged or cut short; gongzhi sweep runs their runs again.",
        "有{count:,}个结果块损坏或不完整；gongzhi sweep 会重新进行其中的运行。",
    ),
    "sweep.compacted": (
        "{before:,} parts of {size_before} are now {after:,} of {size_after}.",
        "原有{before:,}个结果块（{size_before}），现为{after:,}个（{size_after}）。",
    ),
    "sweep.failure": (
        "run {run} (seed {seed}) {status}: {error}",
        "运行 {run}（种子{seed}）{status}：{error}",
    ),
    "sweep.more": ("and {count:,} more, in the table runs", "另有{count:,}次，见数据表 runs"),
    "status.ok": ("{count:,} went well", "{count:,}次正常"),
    "status.raised": ("{count:,} raised an error", "{count:,}次出错"),
    "status.died": ("{count:,} died", "{count:,}次进程中断"),
    "status.overran": ("{count:,} overran the limit", "{count:,}次超时"),
    "status.word.raised": ("raised an error", "出错"),
    "status.word.died": ("died in every attempt", "每次都中断"),
    "status.word.overran": ("overran its limit", "超时"),
    "time.seconds": ("{n:,.0f} seconds", "{n:,.0f}秒"),
    "time.minutes": ("{n:,.0f} minutes", "{n:,.0f}分钟"),
    "time.hours": ("{n:,.1f} hours", "{n:,.1f}小时"),
    "query.rows": (
        "{shown:,} of {rows:,} rows; --out FILE.csv takes them all",
        "显示{shown:,}/{rows:,}行；--out 文件.csv 可写出全部",
    ),
    "query.ending": (
        "{out}: the ending must be .csv or .parquet",
        "{out}：文件名须以 .csv 或 .parquet 结尾",
    ),
    "query.exists": (
        "{out}: there is such a file already; --force replaces it",
        "{out}：文件已存在；--force 可替换",
    ),
    # what went wrong
    "need.library": (
        'the library {library} is missing; install it with: pip install "gongzhi[{extra}]"',
        '缺少程序库 {library}；安装命令：pip install "gongzhi[{extra}]"',
    ),
    "sweep.none": ("{out}: there is no sweep in this folder", "{out}：文件夹中没有批量运行的结果"),
    "sweep.empty": ("{out}: no run of the sweep is done yet", "{out}：还没有完成的运行"),
    "sweep.other": (
        "{out}: the folder holds the sweep of another plan; name another folder",
        "{out}：文件夹中是另一个计划的结果；请另选文件夹",
    ),
    "sweep.version": (
        "{out}: the folder holds a sweep of another version of the model; name another folder",
        "{out}：文件夹中的结果由另一版本的模型得出；请另选文件夹",
    ),
    "sweep.busy": (
        "{out}: another process is at work on these runs; wait for it, or stop it",
        "{out}：另一进程正在进行这些运行；请等待其结束或将其停止",
    ),
    "sweep.damaged": (
        "{part}: this part is damaged or cut short; gongzhi sweep with the same plan runs its runs again",
        "{part}：此结果块损坏或不完整；用同一计划再次执行 gongzhi sweep 会重新进行其中的运行",
    ),
    "sweep.full": (
        "{out}: cannot be written ({reason}); what is there is whole, and the same command goes on",
        "{out}：无法写入（{reason}）；已有结果完整，用同一命令可继续",
    ),
    "sweep.interrupt": (
        "interrupted; {done:,} of {of:,} runs are kept in {out}, and the same command goes on",
        "已中断；{of:,}次运行中已保存{done:,}次（{out}），用同一命令可继续",
    ),
    "sweep.deaths": (
        "every process that ran the model died (out of memory?); try fewer --workers. A script must "
        'guard its call: if __name__ == "__main__":',
        "运行模型的进程全部中断（内存不足？）；请减少 --workers。"
        '脚本中的调用须放在 if __name__ == "__main__": 之下',
    ),
    "sweep.scheduler": (
        "--engine dask and --scheduler ADDRESS need each other",
        "--engine dask 与 --scheduler 地址 须同时使用",
    ),
    "sweep.no_scheduler": (
        "no Dask scheduler answers at {address}: {reason}",
        "{address} 没有 Dask 调度器应答：{reason}",
    ),
    "sweep.not_dask": (
        "no Dask scheduler answers at {address}: what listens there does not speak Dask (a scheduler's "
        "own port is usually 8786, its dashboard's 8787)",
        "{address} 没有 Dask 调度器应答：该处的程序不使用 Dask 协议"
        "（调度器端口通常为 8786，8787 是其网页面板）",
    ),
    "sweep.no_workers": (
        "the Dask scheduler at {address} has no workers",
        "{address} 的 Dask 调度器没有工作进程",
    ),
    "sweep.worker_lacks": (
        "a worker of the Dask scheduler at {address} cannot import the model: {reason}",
        "{address} 的一个 Dask 工作进程无法载入模型：{reason}",
    ),
    "sweep.worker_version": (
        "the workers of the Dask scheduler at {address} have another version of the model",
        "{address} 的 Dask 工作进程使用另一版本的模型",
    ),
    "sweep.gone": (
        "the Dask scheduler at {address} is gone; what had come back is kept, and the same command goes on",
        "与 {address} 的 Dask 调度器失去联系；已返回的结果已保存，用同一命令可继续",
    ),
    "sweep.limit": (
        "a Dask worker cannot stop a run at its limit; leave out limit, or use --engine local with --shard",
        "Dask 工作进程无法按时限终止运行；请去掉 limit，或用 --engine local 配合 --shard",
    ),
    "sweep.no_place": (
        "{factor}: the scenario's own value, {value}, is not in the list of the plan, so that it has no "
        "place in it; put it there",
        "{factor}：情景本身的取值 {value} 不在计划的列表中，因而没有序号；请将其列入",
    ),
    "sweep.shard": (
        "--shard: {text} is not i/n, such as 3/20",
        "--shard：{text} 不是 i/n 的形式，例如 3/20",
    ),
    "sweep.sql": ("the question cannot be answered: {reason}", "无法回答该查询：{reason}"),
    "sweep.statement": (
        "this is no question; allowed: SELECT … FROM runs, series or made",
        "这不是查询；可用：SELECT … FROM runs、series 或 made",
    ),
}  # fmt: skip
