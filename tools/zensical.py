"""Build the finished Markdown with Zensical, which knows neither our plugin, nor our hooks and templates.

    python zensical.py SITE            (with the python of .venv; SITE is what `make site` built)

All that SITE has must be in the result, which stays in .cache/zensical to be looked at: each page, each output, each
figure, each formula. Zensical comes into a scratch environment; where it does not install, that is said, and all.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path, PurePosixPath

from academy.judge.terminal import readable
from academy.mkdocs.config import EXTENSIONS

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "zensical"
PACKAGE = "zensical==0.0.73"  # later ones need a package of their theme that not every index has
KEPT = ("site_name", "site_description", "nav", "markdown_extensions")  # of mkdocs.yml
KATEX = {"katex.min.js": "academy/publish/katex", "katex.min.css": "academy/mkdocs/assets/katex"}
FORMULAS = """\
for (const formula of document.querySelectorAll(".arithmatex"))
  katex.render(formula.textContent.slice(2, -2), formula, { displayMode: formula.tagName === "DIV" });
"""
OURS = {
    "docs_dir": "docs",
    "theme": {"font": False},
    "extra_css": ["katex/katex.min.css"],
    "extra_javascript": ["katex/katex.min.js", "katex/formulas.js"],
}
KINDS = ("page", "output", "figure", "formula")


def configuration(text, extensions):
    """A mkdocs.yml without what Zensical does not know: our plugins, hooks and theme; projects are Markdown now."""
    settings = dict(re.findall(r"^(\w+):(.*\n(?:(?!\w).*\n?)*)", text, re.MULTILINE))
    settings["nav"] = re.sub(r"\.(?:py|ipynb)$", ".md", settings["nav"], flags=re.MULTILINE)
    settings["markdown_extensions"] = "".join(
        [settings["markdown_extensions"].rstrip() + "\n", *(f"  - {json.dumps(one)}\n" for one in extensions)]
    )
    kept = [f"{name}:{settings[name]}" for name in KEPT if name in settings]
    return "".join([*kept, *(f"{name}: {json.dumps(value)}\n" for name, value in OURS.items())])


def write_source():
    """Finished Markdown, its settings, and KaTeX for the browser, which Zensical does not bring."""
    shutil.rmtree(WORK, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "academy", "render", str(WORK / "docs")], cwd=ROOT, check=True)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [{name: options} for name, options in EXTENSIONS.items() if f"- {name}" not in text]
    (WORK / "mkdocs.yml").write_text(configuration(text, missing), encoding="utf-8")
    shutil.copytree(ROOT / KATEX["katex.min.css"], WORK / "docs/katex")
    shutil.copy(ROOT / KATEX["katex.min.js"] / "katex.min.js", WORK / "docs/katex")
    (WORK / "docs/katex/formulas.js").write_text(FORMULAS, encoding="utf-8")


def lines(text):
    """A text as a page shows it."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def wanted(site):
    """What our own build has, by kind and page: its recordings name each output."""
    found = Counter()
    for path in site.rglob("index.md"):
        page = path.parent.relative_to(site).as_posix()
        found["page", page, ""] = 1
        found["formula", page, ""] = path.with_suffix(".html").read_text(encoding="utf-8").count('"katex-mathml"')
    recordings = json.loads((site / "recordings.json").read_text(encoding="utf-8"))
    for block in (block for program in recordings["programs"] for block in program["blocks"]):
        if "<!--option" in (ROOT / block["page"]).read_text(encoding="utf-8").splitlines()[block["line"] - 1]:
            continue  # an answer to choose from, which stands in a list
        path = PurePosixPath(block["page"]).relative_to("docs").with_suffix("")
        page = (path.parent if path.name in ("index", "README") else path).as_posix()
        for output in block["outputs"]:
            data = output.get("data", {})
            figures = [PurePosixPath(address).name for mime, address in data.items() if mime.startswith("image/")]
            text = output.get("text") or "\n".join(output.get("traceback", ())) or data.get("text/plain", "")
            found.update([("figure", page, name) for name in figures] or [("output", page, lines(readable(text)))])
    return found


def built(site):
    """What the pages of another build show."""
    found = Counter()
    for path in site.rglob("index.html"):
        page, text = path.parent.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        found["page", page, ""] = 1
        found["formula", page, ""] = text.count('class="arithmatex"')
        figures = re.findall(r'<img\b[^>]*\bsrc="([^"]*/?figures/[^"]+)"', text)
        found.update(("figure", page, Path(one).name) for one in figures if (path.parent / one).is_file())
        for code in re.findall(r"<pre\b[^>]*>(.*?)</pre>", text, re.DOTALL):
            found["output", page, lines(html.unescape(re.sub(r"<[^>]*>", "", code)))] += 1
    return found


def report(ours, theirs):
    """Say what of ours the other build has; whether it has all."""
    missing = ours - theirs
    for kind in KINDS:
        all_of_it, lacks = (sum(n for key, n in one.items() if key[0] == kind) for one in (ours, missing))
        print(f"{kind + 's':9}{all_of_it - lacks:5} of {all_of_it}")
    for kind, page, what in sorted(missing):
        print(f"missing: {kind} of {page}: {what or missing[kind, page, what]}", file=sys.stderr)
    return not missing


def main(site):
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        pip = [f"{scratch}/bin/python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        done = subprocess.run([*pip, "--constraint", ROOT / "constraints.txt", PACKAGE], capture_output=True, text=True)
        if done.returncode:
            print(f"Skipped: {PACKAGE} does not install here:\n{done.stderr.strip()}")
            return 0
        write_source()
        if subprocess.run([f"{scratch}/bin/zensical", "build", "--strict"], cwd=WORK).returncode:
            return 1  # it has said why
    print(f"{PACKAGE}, in {WORK.relative_to(ROOT)}/site, beside this build:")
    return 0 if report(wanted(site), built(WORK / "site")) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
