"""Make the project's Chinese font from Noto Sans CJK SC.

The font in this folder is a subset of Noto Sans CJK SC Regular: the characters of GB 2312 (both
levels, with its punctuation, numerals, Greek, Cyrillic and kana), ASCII and Latin-1, CJK
punctuation, full-width forms, arrows and the signs that tables and figures use. The subset bears
a name of its own, "Gongzhi Sans SC": a machine may hold the whole Noto font, "Noto" is a
trademark, and the Open Font License keeps reserved names for the originals.

To make it again, on Debian or Ubuntu (fontTools comes with matplotlib)::

    apt-get install fonts-noto-cjk
    python experiments/fonts/make_subset.py

The same source font and fontTools give the same bytes: no time of making is written.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Gongzhi Sans SC"
POSTSCRIPT_NAME = "GongzhiSansSC-Regular"
SOURCE_NAME = "NotoSansCJKsc-Regular"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
OUTPUT = Path(__file__).with_name("NotoSansCJKsc-Regular-subset.otf")

BLOCKS = (
    (0x0020, 0x007E, "ASCII"),
    (0x00A0, 0x00FF, "Latin-1: degrees, plus-minus, times, accents"),
    (0x2010, 0x2027, "dashes, quotation marks, ellipsis"),
    (0x2030, 0x2044, "per mille, primes, angle quotation marks"),
    (0x2070, 0x209C, "superscripts and subscripts"),
    (0x20A0, 0x20BF, "currency signs"),
    (0x2150, 0x2189, "fractions and Roman numerals"),
    (0x2190, 0x21FF, "arrows"),
    (0x2200, 0x22FF, "mathematical operators"),
    (0x2460, 0x24FF, "circled numerals"),
    (0x2500, 0x25FF, "box drawing, blocks, geometric shapes"),
    (0x2600, 0x266F, "stars and other marks"),
    (0x2700, 0x27BF, "ticks and crosses"),
    (0x3000, 0x303F, "CJK punctuation"),
    (0x3200, 0x32FF, "enclosed CJK letters"),
    (0x3300, 0x33FF, "units of measure"),
    (0xFE10, 0xFE1F, "vertical punctuation"),
    (0xFF00, 0xFFEF, "full-width forms"),
)


def characters_of_gb2312() -> set[int]:
    """Return the code points of every assigned cell of GB 2312, rows 1-9 and 16-87."""
    found = set()
    for row in range(1, 95):
        for cell in range(1, 95):
            try:
                text = bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            found.add(ord(text))
    return found


def characters_wanted() -> set[int]:
    """Return every code point that the subset should hold."""
    wanted = characters_of_gb2312()
    for first, last, _ in BLOCKS:
        wanted.update(range(first, last + 1))
    return wanted


def open_source(path: Path) -> TTFont:
    """Open Noto Sans CJK SC Regular, alone in a file or one of a collection."""
    if path.suffix.lower() != ".ttc":
        return TTFont(path, recalcTimestamp=False)
    names = []
    for font in TTCollection(path).fonts:
        names.append(font["name"].getDebugName(6))
        if names[-1] == SOURCE_NAME:
            font.recalcTimestamp = False
            return font
    raise SystemExit(f"{path} holds no {SOURCE_NAME}, only {', '.join(map(str, names))}")


def rename(font: TTFont) -> None:
    """Give the subset its own name; keep copyright, makers, trademark and licence as they were."""
    table = font["name"]
    version, makers = table.getDebugName(5), table.getDebugName(10)
    table.names = [record for record in table.names if record.langID == 0x409]
    for identifier in (16, 17, 21, 22, 25):
        table.removeNames(nameID=identifier)
    for identifier, text in (
        (1, FAMILY),
        (2, "Regular"),
        (3, f"gongzhi;{POSTSCRIPT_NAME}"),
        (4, FAMILY),
        (5, version),
        (6, POSTSCRIPT_NAME),
        (10, f"A subset of Noto Sans CJK SC Regular (GB 2312 and signs). Original: {makers}"),
    ):
        table.setName(text, identifier, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [POSTSCRIPT_NAME]
    top = cff.topDictIndex[0]
    top.FamilyName = FAMILY
    top.FullName = FAMILY


def make_subset(source: Path, output: Path) -> None:
    """Write the subset of ``source`` to ``output``."""
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "locl", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = open_source(source)
    chooser = subset.Subsetter(options)
    chooser.populate(unicodes=characters_wanted())
    chooser.subset(font)
    rename(font)
    subset.save_font(font, str(output), options)


def main() -> None:
    """Read the paths and make the font."""
    parser = argparse.ArgumentParser(description="Make the project's Chinese font.")
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    parser.add_argument("output", nargs="?", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    make_subset(chosen.source, chosen.output)
    print(f"{chosen.output}: {chosen.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
