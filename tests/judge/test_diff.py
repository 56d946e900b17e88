"""What `python -m academy diff` says of two sites' recordings."""

import json

import pytest

from academy.judge.diff import drift, read_recordings
from academy.recording import PUBLISHED


def site(*, torch: str = "2.13.0", **programs: list[dict]) -> dict:
    listed = [
        {"program": key, "blocks": [{"page": "docs/p.md", "line": 3, "source": "x", "outputs": outputs}]}
        for key, outputs in programs.items()
    ]
    return {"schema": PUBLISHED, "environment": {"torch": torch}, "programs": listed}


def printed(text: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_equal_sites_have_no_drift():
    assert list(drift(site(a=[printed("1\n")]), site(a=[printed("1\n")]))) == []


def test_changed_text_is_shown_line_by_line():
    lines = list(drift(site(a=[printed("1\nold\n")]), site(a=[printed("1\nnew\n")])))
    assert len(lines) == 1 and "### `a`" in lines[0]
    assert "-old\n+new" in lines[0]


def test_changed_figure_and_error_are_shown():
    figure = [{"output_type": "display_data", "data": {"image/svg+xml": f"figures/{name}.svg"}} for name in "ab"]
    error = [{"output_type": "error", "ename": "KeyError", "evalue": name, "traceback": []} for name in "ab"]
    text = "\n".join(drift(site(a=[figure[0], error[0]]), site(a=[figure[1], error[1]])))
    assert "-figure figures/a.svg" in text and "+figure figures/b.svg" in text
    assert "-KeyError: a" in text and "+KeyError: b" in text


def test_moved_block_is_no_drift():
    moved = site(a=[printed("1\n")])
    moved["programs"][0]["blocks"][0]["line"] = 30
    assert list(drift(site(a=[printed("1\n")]), moved)) == []


def test_new_and_lost_programs_and_versions_are_named():
    lines = list(drift(site(a=[]), site(b=[], torch="2.14.0")))
    assert lines == ["- torch: 2.13.0 -> 2.14.0", "- `a` is gone", "- `b` is new"]


def page(*programs: tuple[int, str, str]) -> dict:
    listed = [
        {"program": f"docs/p.md:{line}", "blocks": [{"line": line, "source": source, "outputs": [printed(text)]}]}
        for line, source, text in programs
    ]
    return {"schema": PUBLISHED, "environment": {}, "programs": listed}


def test_inline_programs_that_moved_are_paired_by_their_code():
    before = page((3, "a", "1\n"), (10, "b", "2\n"), (20, "c", "3\n"))
    after = page((3, "new", "0\n"), (5, "a", "1\n"), (12, "b", "two\n"), (22, "c", "3\n"))
    lines = list(drift(before, after))
    assert lines[0] == "- `docs/p.md:3` is new" and "+block 1\n+0" in lines[1]
    assert len(lines) == 3 and "### `docs/p.md:12`" in lines[2] and "-2\n+two" in lines[2]


def test_inline_program_whose_code_changed_is_paired_by_its_place():
    (line,) = drift(page((3, "a", "1\n"), (10, "b", "2\n")), page((5, "a", "1\n"), (12, "bb", "3\n")))
    assert "### `docs/p.md:12`" in line and "-2\n+3" in line


def test_new_program_above_many_that_are_alike_is_the_only_drift():
    alike = [(line, "a", "1\n") for line in range(10, 310)]
    first, *others = drift(page(*alike), page((3, "new", "0\n"), *((line + 5, *rest) for line, *rest in alike)))
    assert first == "- `docs/p.md:3` is new" and len(others) == 1


def test_output_cannot_close_the_diff():
    text = "\n".join(drift(site(a=[printed("```\n")]), site(a=[printed("# x\n")])))
    assert text.count("```") == 2


def test_recordings_are_read_from_a_file_or_a_sites_folder(tmp_path):
    (tmp_path / "recordings.json").write_text(json.dumps(site(a=[])))
    assert read_recordings(str(tmp_path)) == read_recordings(str(tmp_path / "recordings.json")) == site(a=[])


@pytest.mark.parametrize("place", ["nowhere", "torn.json", "http://localhost:1/site", "http://local host/"])
def test_place_without_recordings_is_named(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "torn.json").write_text("{")
    with pytest.raises(ValueError, match=f"^{place}: "):
        read_recordings(place)


@pytest.mark.parametrize("data", [{"schema": PUBLISHED + 1}, {"schema": PUBLISHED}, [], {}])
def test_other_schema_is_refused(tmp_path, data):
    (tmp_path / "recordings.json").write_text(json.dumps(data))
    with pytest.raises(ValueError, match="expected recordings of schema"):
        read_recordings(str(tmp_path))
