"""The house: what is packed, what is installed, how the folders are imported."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import warnings
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("scenarios", "agents", "model", "experiments")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def files_of_the_house() -> list[Path]:
    """Return every file under the four folders that is meant to stay, relative to the root."""
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(
        path
        for path in (file.relative_to(ROOT) for file in files)
        if not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
        and path.suffix not in {".pyc", ".nbi", ".nbc"}
    )


def package_of(path: Path) -> str:
    """Return the dotted name of the folder that holds the file."""
    return ".".join(("gongzhi", *path.parent.parts))


def imports_of(path: Path) -> set[str]:
    """Return the first name of each absolute import in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def code_of_the_project() -> list[Path]:
    """Return every Python file of the project, relative to the root."""
    others = (
        path.relative_to(ROOT)
        for folder in ("tests", "benchmarks", "notebooks", "docs")
        for path in (ROOT / folder).rglob("*.py")
        if "typings" not in path.parts
    )
    return [path for path in (*files_of_the_house(), *others) if path.suffix == ".py"]


def test_every_package_is_listed():
    packages = {package_of(path) for path in files_of_the_house() if path.name == "__init__.py"}
    assert packages == set(SETUPTOOLS["packages"])


def test_every_folder_with_code_is_a_package():
    folders = {package_of(path) for path in files_of_the_house()}
    assert folders == set(SETUPTOOLS["packages"])


def test_gongzhi_is_a_namespace():
    assert not (ROOT / "gongzhi").exists()
    assert SETUPTOOLS["package-dir"] == {f"gongzhi.{folder}": folder for folder in FOLDERS}


def test_every_data_file_is_matched_by_package_data():
    patterns = SETUPTOOLS["package-data"]
    for path in files_of_the_house():
        if path.suffix == ".py":
            continue
        matching = [*patterns["*"], *patterns.get(package_of(path), [])]
        assert any(fnmatch(path.name, pattern) for pattern in matching), path


@pytest.fixture(scope="module")
def names_in_the_wheel(tmp_path_factory) -> list[str]:
    """Build a wheel from a copy of the sources and return what it holds."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    for path in files_of_the_house():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tree / path)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, tree / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out]
    command += isolation()
    finished = subprocess.run([*command, tree], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    (wheel,) = out.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def isolation() -> list[str]:
    """Return the pip option that spares a download where the build tool is at hand already."""
    try:
        version = importlib.metadata.version("setuptools")
    except importlib.metadata.PackageNotFoundError:
        return []
    return ["--no-build-isolation"] if int(version.split(".")[0]) >= 77 else []


def test_a_wheel_holds_every_file_of_the_house_under_one_name_and_nothing_else(names_in_the_wheel):
    held = {name for name in names_in_the_wheel if ".dist-info/" not in name}
    assert held == {f"gongzhi/{path.as_posix()}" for path in files_of_the_house()}


def test_a_wheel_carries_the_font_and_both_licences(names_in_the_wheel):
    names = "\n".join(names_in_the_wheel)
    assert re.search(r"^gongzhi/experiments/fonts/.*\.otf$", names, re.MULTILINE)
    assert re.search(r"dist-info/licenses/LICENSE$", names, re.MULTILINE)
    assert re.search(r"dist-info/licenses/.*OFL\.txt$", names, re.MULTILINE)


def test_the_installed_version_is_the_one_of_pyproject_and_of_the_citation():
    version = PROJECT["project"]["version"]
    assert importlib.metadata.version("gongzhi") == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", code_of_the_project(), ids=lambda path: path.as_posix())
def test_no_file_imports_a_folder_by_its_short_name(path):
    assert imports_of(ROOT / path).isdisjoint(FOLDERS), "write gongzhi.… or a relative import"


def test_every_library_that_the_code_imports_is_asked_for_by_name():
    asked = {
        re.match(r"[A-Za-z0-9._-]+", line).group().lower()
        for line in PROJECT["project"]["dependencies"]
    }
    asked |= {"fonttools", "pydantic_core"}  # parts of matplotlib and of pydantic
    known = importlib.metadata.packages_distributions()
    for path in files_of_the_house():
        if path.suffix != ".py":
            continue
        for name in imports_of(ROOT / path) - sys.stdlib_module_names - {"gongzhi"}:
            sources = {source.lower() for source in known.get(name, [name])}
            assert sources & asked, f"{path} imports {name}: add it to dependencies"


def test_the_type_checker_has_a_link_for_every_folder():
    links = ROOT / "tests" / "typings" / "gongzhi"
    assert {path.name for path in links.iterdir()} == set(FOLDERS)
    for folder in FOLDERS:
        if (links / folder).is_symlink():  # a checkout without links has small files instead
            assert (links / folder).resolve() == (ROOT / folder).resolve()


def test_figures_can_draw_chinese():
    plt = pytest.importorskip("matplotlib.pyplot")
    from gongzhi.experiments.fonts import FAMILY, use_fonts

    with plt.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph it lacks
        use_fonts()
        assert plt.rcParams["font.family"][-1] == FAMILY
        figure = plt.figure()
        figure.text(0.1, 0.5, "共治：居委会、业委会与街道办 → 95 % “三会” −1 ± ² ㎡ ①")
        figure.canvas.draw()
        plt.close(figure)


def test_the_font_has_every_chinese_character_that_the_project_writes():
    from fontTools.ttLib import TTFont

    from gongzhi.experiments.fonts import FONT

    held = TTFont(FONT).getBestCmap()
    for path in files_of_the_house():
        if path.suffix not in {".py", ".toml"}:
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        lacking = {c for c in text if "\u3000" <= c <= "\uffef" and ord(c) not in held}
        assert not lacking, path
