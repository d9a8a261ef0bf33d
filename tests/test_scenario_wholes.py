"""A scenario file as a whole: measures it names, parts of one whole, reforms beside each other."""

import pytest

from gongzhi.scenarios import check_file


def test_a_measure_is_looked_up_where_the_measures_are_given(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        "[[about.look]]\nmeasure = 'backlogs'\nsign = '+'\n"
        "[[about.look]]\nmeasure = 'awareness'\nsign = '+'\nsegment = 'youngs'\n"
    )
    assert check_file(path) == []
    told = check_file(path, {"backlog": ("all",), "awareness": ("all", "young")})
    assert [(problem.line, problem.path, problem.message) for problem in told] == [
        (
            2,
            "about.look[0].measure",
            '"backlogs" is no measure; did you mean "backlog"? list: gongzhi measures',
        ),
        (
            7,
            "about.look[1].segment",
            '"youngs" is no segment of awareness; did you mean "young"? allowed: all, young',
        ),
    ]


def test_a_file_that_cannot_be_read_is_told_once_when_measures_are_given(tmp_path):
    assert len(check_file(tmp_path / "none.toml", {})) == 1


def test_a_sum_above_one_is_told_with_the_other_mistakes_of_a_file(tmp_path):
    path = tmp_path / "many.toml"
    path.write_text(
        "[empowerment]\nresident_seats = 0.7\nunit_seats = 0.6\nmeeting_power = 99\n"
        '[[reform]]\nfrom = 6\n[reform.funding]\nreserve_share = "much"\n',
        encoding="utf-8",
    )
    told = {(p.line, p.path.rpartition(".")[2]): p.message for p in check_file(path)}
    assert set(told) == {(3, "unit_seats"), (4, "meeting_power"), (8, "reserve_share")}
    assert "sum to 1.3" in told[3, "unit_seats"]


@pytest.mark.parametrize("wrong", ["resident_seats", "unit_seats"])
def test_a_part_that_cannot_be_used_is_not_summed(tmp_path, wrong):
    values = {"resident_seats": "0.9", "unit_seats": "0.9", wrong: '"most"'}
    path = tmp_path / "one.toml"
    lines = [f"{name} = {value}" for name, value in values.items()]
    path.write_text("[empowerment]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert [p.path.rpartition(".")[2] for p in check_file(path)] == [wrong]


def test_what_reforms_say_of_each_other_is_told_beside_a_reform_without_a_usable_date(tmp_path):
    path = tmp_path / "reforms.toml"
    reform = "[[reform]]\nfrom = {}\n[reform.funding]\nreserve_share = {}\n"
    dated = ((6, 0.2), (-3, 9), (6, 0.2))
    path.write_text("".join(reform.format(*one) for one in dated), encoding="utf-8")
    told = [(p.line, p.path) for p in check_file(path)]
    lever = "funding.reserve_share"
    assert told == [(6, "reform[1].from"), (8, f"reform[1].{lever}"), (12, f"reform[2].{lever}")]
