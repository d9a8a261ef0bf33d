"""How the answer to a question in SQL is printed."""

import io
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from gongzhi.experiments.sweeps import answering


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wide_answer_is_turned_or_printed_in_its_width_and_never_folded(lang):
    names = [f"measure_number_{n}" for n in range(12)]
    one = pd.DataFrame([[0.123456789] * 12], columns=names)
    for table, wanted in ((one, 12 + 2), (pd.concat([one, one]), 2 + 2)):
        told = io.StringIO()
        answering.print_answer(table, None, Console(file=told, width=80), lang)
        lines = told.getvalue().rstrip().splitlines()
        assert len(lines) == wanted
        assert all(any(name in line for line in lines) for name in names)
        assert told.getvalue().count("0.123457") == 12 * len(table)


def test_numbers_are_rounded_whatever_their_type(capsys):
    values = [0.123456789, np.float32(0.123456789), Decimal("0.123456789"), "0.123456789"]
    table = pd.DataFrame({"a": pd.Series(values, dtype=object)})
    told = io.StringIO()
    answering.print_answer(table, None, Console(file=told, width=80), "en")
    assert told.getvalue().split()[2:] == ["0.123457"] * 4
