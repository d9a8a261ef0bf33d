"""Write ``docs/explaining.md`` and its Chinese twin, with an explanation as the model gives it today.

python docs/make_explaining.py            write both pages
python docs/make_explaining.py --check    exit code 1 if one of them is stale
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from pages import make

from gongzhi.experiments import explain
from gongzhi.model.explanation import Explanation

DOCS = Path(__file__).resolve().parent

ENGLISH = """\
# Why did they come, or stay away?

`gongzhi explain` asks one resident in one month. It lives the scenario again to that month (a folder of
results holds scenario and seed; what was lived before is kept in the cache), looks on while the resident
chooses, and tells what decided. It calls the very rules that the compiled loops call, with the same
numbers; a test compares the two on thousands of choices.

```sh
gongzhi explain neighbourhood resident --pick came --month 2014-06 --seed 1
```

```text
{told}
```

How to read it:

- **Chance and draw.** The sum of the terms is the log-odds of coming; the chance follows from it. Each
  resident draws one number a month for coming. They come if it is below the chance.
- **Terms.** Each is the utility with that part alone, the rest at its reference or at nothing, so that they
  add up. An odds ratio of 2 doubles the odds.
- **One thing changed.** The same resident under the same luck, with one thing different. The best activity
  may be another one then. "The answer changes" is about this resident in this month; the change in the chance
  tells more.
- **What came before.** Whether they were asked, by which channels, and whether they raised an issue.

For organisations: `gongzhi explain neighbourhood office 0`, `committee 0`, `unit 1`, and `organization 1 --month
2014-01` (they bid, and close, in January).

`--pick came|stayed|asked|raised` takes the resident in the middle of all of whom that is true. A month is
given as 2014-06 or as a number from 0 (2013-01). `--json` gives the same for machines. In Python:

```python
from gongzhi.experiments import explain

explain("neighbourhood", "resident", pick="came", month="2014-06", seed=1)
```
"""

CHINESE = """\
# 他们为什么来，或为什么不来？

`gongzhi explain` 询问某位居民在某个月的选择。它把情景重新运行到那个月（结果文件夹里存有情景和种子；运行过的部分保存在\
缓存中），在居民作选择时旁观，并说明是什么起了作用。它调用的正是编译循环所用的规则和同样的数值；有测试就数千次选择对二者\
逐一核对。

```sh
gongzhi explain neighbourhood 居民 --pick came --month 2014-06 --seed 1 --lang zh
```

```text
{told}
```

怎样读：

- **概率与随机数。**各项作用之和是参与的对数几率，由此得出概率。每位居民每月抽取一个随机数，小于概率就来。
- **各项作用。**每一项是只有这一部分起作用、其余处于参照值或为零时的效用，因此可以相加。几率之比为2，即几率加倍。
- **只改变一项。**同一位居民、同样的偶然性，只有一处不同；最合适的活动可能随之不同。“结果改变”只说这位居民的这个月；概率的\
变化更能说明问题。
- **之前发生了什么。**是否受邀、经由哪些渠道，以及是否提出过问题。

询问组织：`gongzhi explain neighbourhood 街道 0`、`居委会 0`、`单位 1`，以及 `社会组织 1 --month 2014-01`（社会组织在\
一月投标、关停）。

`--pick came|stayed|asked|raised`（参与、未参与、受邀、提出问题）取符合条件的居民中居中的一位。月份写作 2014-06，或从0\
（2013-01）起的序号。`--json` 给出供程序读取的同样内容。在 Python 中：

```python
from gongzhi.experiments import explain

explain("neighbourhood", "resident", pick="came", month="2014-06", seed=1)
```
"""


@cache
def told() -> Explanation:
    """Return the explanation that the pages show."""
    return explain("neighbourhood", "resident", pick="came", month="2014-06", seed=1)


def pages() -> dict[Path, str]:
    """Return both pages."""
    forms = {"explaining.md": ("en", ENGLISH), "explaining.zh.md": ("zh", CHINESE)}
    return {
        DOCS / name: form.format(told=told().text(lang)) for name, (lang, form) in forms.items()
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
