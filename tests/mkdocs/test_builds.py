"""Builds of mini-sites by `mkdocs build`, as anyone runs it."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mini import ROOT, build, python, try_to_build, write_files
from sites import CONFIG, FIGURE, PAGE, assert_same, build_apart, make, ran, soup

from academy.build import build_of
from academy.mkdocs.config import read_settings
from academy.mkdocs.folders import put_in_place


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The mini-site, built once; not to be changed."""
    root = make(tmp_path_factory.mktemp("built"))
    assert ran(build(root)) == 4
    return root


@pytest.fixture
def site(built, tmp_path) -> Path:
    """A copy of the built mini-site."""
    return shutil.copytree(built, tmp_path / "copy")


def test_build_puts_each_output_under_its_block(built):
    page = soup(built)
    outputs = [block.find_next_sibling(class_="output") for block in page.select("div.highlight")]
    assert len(outputs) == 4
    assert outputs[0].get_text().startswith("tensor([0.7576, 0.2793])")
    assert outputs[1].img["alt"] == "A rising line"
    assert outputs[2].get_text().strip() == "deep </code></pre><script>alert(1)</script>"
    assert "ZeroDivisionError: division by zero" in outputs[3].get_text()
    assert 'File "docs/page.md", line 28, in <module>' in outputs[3].get_text()
    assert "ACADEMY" not in page.get_text()


def test_build_publishes_figures_and_recordings(built):
    source = soup(built).select_one(".output-figure img")["src"]
    assert (built / "site/page" / source).resolve().read_text(encoding="utf-8").startswith("<svg")
    published = json.loads((built / "site/recordings.json").read_text(encoding="utf-8"))
    assert [len(program["blocks"]) for program in published["programs"]] == [1, 1, 1, 1]
    assert str(built) not in json.dumps(published)
    assert "seconds" not in json.dumps(published)


def test_output_is_found_by_the_search(built):
    index = json.loads((built / "site/search/search_index.json").read_text(encoding="utf-8"))
    assert any("division by zero" in entry["text"] for entry in index["docs"])


def test_second_build_runs_nothing_and_is_the_same(built, site):
    shutil.rmtree(site / "site")
    assert ran(build(site)) == 0
    assert_same(built / "site", site / "site")


def test_next_build_in_one_process_gives_the_same_site(built, tmp_path):
    """As one after the other under `mkdocs serve`; also after one that failed, which ended its server of forks."""
    other = make(tmp_path / "other", PAGE.replace("print(torch", "print(torsh"))
    assert try_to_build(other)[0] != 0
    assert ran(build(make(other))) == 1
    assert_same(built / "site", other / "site")


def test_build_elsewhere_gives_the_same_bytes(built, tmp_path):
    other = make(tmp_path / "a" / "longer place")
    assert ran(build_apart(other, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C", OMP_NUM_THREADS="2")) == 4
    assert_same(built / "site", other / "site")


def test_prose_edit_runs_nothing_and_block_edit_runs_one_program(site):
    make(site, PAGE.replace("# A page", "# A page\n\nAnother word.\n"))
    assert ran(build(site)) == 0
    assert "line 31, in <module>" in soup(site).get_text()
    make(site, PAGE.replace("manual_seed(1)", "manual_seed(2)"))
    assert ran(build(site)) == 1


def test_failed_build_leaves_the_site_and_reports_all(built, site):
    make(site, PAGE.replace("print(torch", "print(torsh").replace("```py\n", "```py\n        1 +\n"))
    write_files(site, {"docs/index.md": '# Home\n\n```python\n--8<-- "figure.py:drew"\n```\n'})
    code, said = try_to_build(site)
    assert code != 0
    assert "docs/page.md:7: NameError: name 'torsh' is not defined" in said
    assert "docs/page.md:23: SyntaxError: invalid syntax" in said
    assert "docs/index.md:4: unknown cell 'drew' of snippets/figure.py, did you mean 'draw'?" in said
    assert_same(built / "site", site / "site")
    assert sorted(path.name for path in site.iterdir()) == [".cache", "docs", "mkdocs.yml", "site", "snippets"]


def test_strict_warning_leaves_the_site(built, site):
    make(site, PAGE + "\n[nowhere](nowhere.md)\n")
    assert try_to_build(site, "--strict")[0] != 0
    assert_same(built / "site", site / "site")


def test_build_keeps_what_is_hidden_in_the_site_and_the_link_to_it(built, site):
    (site / "site").rename(site / "real")
    (site / "site").symlink_to("real")
    write_files(site, {"real/.git/HEAD": "keep", "real/gone.html": "old", ".real-999999999/old/index.html": "killed"})
    build(site)
    assert (site / "site").is_symlink()
    assert (site / "real/.git/HEAD").read_text() == "keep"
    shutil.rmtree(site / "real/.git")
    assert_same(built / "site", site / "real")
    assert sorted(path.name for path in site.iterdir()) == [".cache", "docs", "mkdocs.yml", "real", "site", "snippets"]


def test_builds_that_end_at_once_leave_one_of_their_sites(tmp_path):
    def swap(number: int) -> None:
        made = tmp_path / f".site-{number}" / "new"
        write_files(made, {f"{name}/index.html": str(number) for name in "abcdefgh"})
        put_in_place(tmp_path / "site", made)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(swap, range(80)))
    pages = list((tmp_path / "site").iterdir())
    assert len(pages) == 8
    assert len({(page / "index.html").read_text() for page in pages}) == 1


def test_deploy_publishes_the_site(site, plain_git):
    subprocess.run("git init -q . && git init -q --bare remote", cwd=site, shell=True, check=True)
    subprocess.run("git remote add origin ./remote", cwd=site, shell=True, check=True)
    who = {f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = python("-m", "mkdocs", "gh-deploy", cwd=site, **who)
    assert done.returncode == 0, done.stderr
    published = subprocess.check_output(["git", "ls-tree", "--name-only", "gh-pages"], cwd=site / "remote", text=True)
    assert {"index.html", "recordings.json"} <= set(published.split())


@pytest.mark.parametrize("way", ["copy", "link"])
def test_build_from_another_folder_uses_the_sites_files(way, site, tmp_path):
    shutil.rmtree(site / "site")
    (tmp_path / "link").symlink_to(site)
    assert ran(build(tmp_path, "-f", str(tmp_path / way / "mkdocs.yml"))) == 0
    assert soup(site).select(".output-figure")


def test_pages_are_those_that_mkdocs_publishes(tmp_path):
    page, wrong = "# Page\n\n```python\nprint(1)\n```\n", "```python\nwrong\n```\n"
    config = CONFIG.replace("strict: true", "exclude_docs: '_*'\ndraft_docs: 'later.md'")
    write_files(
        tmp_path,
        {
            "mkdocs.yml": config,
            "docs/a.markdown": page,
            "docs/b.mkd": "\ufeff```python\nprint(2)\n```\n",
            "docs/sub/README.md": page,
            "docs/index.md": page,
            **dict.fromkeys([f"docs/{name}" for name in ("README.md", "templates/x.md", "later.md", "_x.md")], wrong),
        },
    )
    build(tmp_path)
    published = json.loads((tmp_path / "site/recordings.json").read_text(encoding="utf-8"))
    programs = ["docs/a.markdown:3", "docs/b.mkd:1", "docs/index.md:3", "docs/sub/README.md:3"]
    assert [program["program"] for program in published["programs"]] == programs
    site = build_of(read_settings(tmp_path / "mkdocs.yml")).site
    assert sorted(map(str, site.showings)) == programs
    assert site.pages["docs/b.mkd"].problems == ()


def test_fences_that_would_be_shown_but_not_run_are_refused(tmp_path):
    config = CONFIG.replace("pymdownx.superfences", "pymdownx.superfences: {disable_indented_code_blocks: true}")
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n\n    ```python\n    1 / 0\n    ```\n"})
    code, said = try_to_build(tmp_path)
    assert code != 0
    assert "without `disable_indented_code_blocks`" in said and "Traceback" not in said


def test_copy_with_other_pages_builds_without_git_or_glossary(tmp_path):
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    write_files(tmp_path, {"docs/other/index.md": "# Other\n", "docs/other/one.md": PAGE, "snippets/figure.py": FIGURE})
    assert ran(build(tmp_path)) == 4
    assert len(soup(tmp_path, "other/one/index.html").select(".output")) == 4
    assert "There is no page here" in (tmp_path / "site/404.html").read_text(encoding="utf-8")


def test_unchanged_build_never_imports_torch(site, tmp_path):
    write_files(tmp_path / "fake", {"torch.py": "raise SystemExit('torch was imported')"})
    build_apart(site, PYTHONPATH=str(tmp_path / "fake"))


@pytest.mark.parametrize("named", ["markdown.extensions.md_in_html", "extra", "pymdownx.extra"])
def test_block_in_html_runs_by_every_name_of_its_extension(tmp_path, named):
    page = "# Home\n\n<div markdown>\n\n```python\nprint(20 + 3)\n```\n\n</div>\n"
    config = f"site_name: Mini\ntheme: {{name: material}}\nplugins: [academy]\nmarkdown_extensions: [{named}]\n"
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": page})
    build(tmp_path)
    assert soup(tmp_path, "index.html").select_one("div > .output").get_text().strip() == "23"
    assert len(build_of(read_settings(tmp_path / "mkdocs.yml")).site.showings) == 1


def test_extension_that_a_hook_adds_as_an_object_counts(tmp_path):
    hook = (
        "from markdown.extensions.md_in_html import MarkdownInHtmlExtension\n"
        "def on_config(config):\n    config.markdown_extensions.append(MarkdownInHtmlExtension())\n"
    )
    page = "# Home\n\n<div markdown>\n\n```python\nprint(20 + 3)\n```\n\n</div>\n"
    config = "site_name: Mini\ntheme: {name: material}\nplugins: [academy]\nhooks: [hook.py]\n"
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": page, "hook.py": hook})
    build(tmp_path)
    assert soup(tmp_path, "index.html").select_one("div > .output").get_text().strip() == "23"
