# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first street 第一个街道
#
# One street, seen from three sides: its people, its organisations, and what a reform changes.
# 从三个角度看一个街道：居民、组织，以及一项改革改变了什么。
#
# A neighbourhood of 4,000 people is enough to look around; replace the name by `"baseline-2013"`
# for a real street of 100,000.

# %%
import numpy as np

from gongzhi.experiments import compare, run
from gongzhi.model import CommunityModel

street = CommunityModel("neighbourhood", rng=1)
street

# %% [markdown]
# ## Who lives here 居民
#
# Residents are columns, seen through Mesa's `AgentSet`. Everything that Mesa's set can do, this one
# can do; asking for one resident makes an agent on demand.

# %%
residents = street.residents
print(len(residents), "residents, children included")
residents.groupby("segment").agg("age", np.mean)

# %%
old = residents.select(lambda resident: resident.age >= 80)
someone = old[0]
print(someone, someone.age, someone.segment.name, len(someone.neighbours), "neighbours")

# %% [markdown]
# ## Who works here 组织
#
# Organisations are ordinary Mesa agents; their ties are a live networkx multigraph.

# %%
graph = street.ties.graph()
print(graph)
sorted({type(agent).__name__ for agent in graph})

# %% [markdown]
# ## Five years 五年
#
# The series has one row for each month, street and segment. Every column is described in
# `gongzhi.model.measures.MEASURES`.

# %%
street.run()
everyone = street.series.query("segment == 'all'").set_index("date")
everyone[["participation_rate", "resolution_rate", "admin_share"]].plot(
    subplots=True, ylim=(0, 1), legend=True, xlabel="month", ylabel="share", figsize=(8, 6)
)

# %% [markdown]
# Where issues went in the end, and why:

# %%
log = street.issues.log()
log.groupby(["after", "why"], observed=True).size().unstack(fill_value=0).T

# %% [markdown]
# ## What a reform changes 改革的作用
#
# Two policies under one seed share all the luck that is about the same person, month and purpose;
# the difference is taken pair by pair. Two seeds are few: look at the width of the intervals.

# %%
result = compare(
    "baseline-2013",
    "burden-relief",
    residents=4000,
    neighbourhoods=1,
    months=60,
    seeds=2,
    workers=1,
)
result

# %% [markdown]
# A lever can be set by name, in a run or in a model:

# %%
run("classroom", seed=1, months=12, autonomy_fund_per_household=60.0, voting_rule="equal-shares")
