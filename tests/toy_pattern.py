"""A pattern of two small worlds, for tests of the rule and of replicates."""

from dataclasses import replace

from gongzhi.experiments.validation.patterns.pattern import Pattern, Place, Test, World

TINY = Place(600, 1)


def toy(**changes) -> Pattern:
    """Return a pattern of two small worlds: people who are asked more know more."""
    base = World(TINY, months=2)
    pattern = Pattern(
        id="T1", en="toy", zh="示例", kind="validation",
        worlds={"few": base, "many": base.but(information_platform=1.0)},
        readings={"awareness": lambda model: model.people.awareness.mean()},
        tests=(Test("more", "更多", lambda r: r["many"]["awareness"] - r["few"]["awareness"], above=0.0),),
        mechanism=("being informed", "知情"), without={"awareness.informed": 0.0},
    )  # fmt: skip
    return replace(pattern, **changes)
