"""The Chinese font of every figure.

Few machines have a Chinese font that matplotlib finds, so the project carries one: a subset of
Noto Sans CJK SC under the SIL Open Font License (``OFL.txt``), made by ``make_subset.py``.
"""

from pathlib import Path

FAMILY = "Gongzhi Sans SC"
FONT = Path(__file__).with_name("NotoSansCJKsc-Regular-subset.otf")


def use_fonts() -> None:
    """Let matplotlib draw Chinese: DejaVu Sans first, the project's font for what it lacks.

    Matplotlib falls back glyph by glyph, so numbers and Latin letters keep their usual shape.
    Nothing is installed; calling it again changes nothing.
    """
    import matplotlib as mpl
    from matplotlib.font_manager import fontManager

    if FAMILY not in fontManager.get_font_names():
        fontManager.addfont(FONT)
    mpl.rcParams["font.family"] = ["DejaVu Sans", FAMILY]
