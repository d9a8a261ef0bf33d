"""The notebooks: each runs from top to bottom, and says the same in both of its forms."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
SOURCES = sorted(NOTEBOOKS.glob("*.py"))


def test_there_is_a_notebook():
    assert [path.name for path in SOURCES] == ["first_street.py"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_both_forms_of_a_notebook_hold_the_same_cells(source):
    script = jupytext.read(source)
    paired = jupytext.read(source.with_suffix(".ipynb"))
    assert [(cell.cell_type, cell.source) for cell in paired.cells] == [
        (cell.cell_type, cell.source) for cell in script.cells
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(source, tmp_path):
    notebook = jupytext.read(source)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": tmp_path}})
    client.execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    html = "".join(output.get("data", {}).get("text/html", "") for output in shown)
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert "Burden relief" in html or "减负" in html
    assert pictures, "the series is not drawn"
