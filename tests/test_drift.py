"""What `python -m academy diff` says of two sites' recordings."""

import json

import pytest

from academy.drift import drift, read_recordings
from academy.recording import SCHEMA


def site(*, torch: str = "2.13.0", **programs: list[dict]) -> dict:
    listed = [
        {"program": key, "blocks": [{"page": "docs/p.md", "line": 3, "source": "x", "outputs": outputs}]}
        for key, outputs in programs.items()
    ]
    return {"schema": SCHEMA, "environment": {"torch": torch}, "programs": listed}


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


def test_output_cannot_close_the_diff():
    text = "\n".join(drift(site(a=[printed("```\n")]), site(a=[printed("# x\n")])))
    assert text.count("```") == 2


def test_recordings_are_read_from_a_file_or_a_sites_folder(tmp_path):
    (tmp_path / "recordings.json").write_text(json.dumps(site(a=[])))
    assert read_recordings(str(tmp_path)) == read_recordings(str(tmp_path / "recordings.json")) == site(a=[])


@pytest.mark.parametrize("data", [{"schema": SCHEMA + 1}, [], {}])
def test_other_schema_is_refused(tmp_path, data):
    (tmp_path / "recordings.json").write_text(json.dumps(data))
    with pytest.raises(ValueError, match="expected recordings of schema"):
        read_recordings(str(tmp_path))
