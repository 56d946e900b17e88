"""What stands beside the pages: a file for each picture, and `recordings.json`."""

import json
from base64 import b64decode

import mini
from mini import result
from publishing import DRAWING, block_of, parsed, png

from academy.judge.outcome import Outcome, Shown
from academy.page.site import site_of
from academy.publish.files import pictures_of, recordings_of, write_files
from academy.publish.kinds import file_name
from academy.recording import PNG, PUBLISHED, STDERR, SVG, Failure, Output, PartResult, environment

FIGURE, PICTURE = Output(SVG, DRAWING), Output(PNG, png(2, 3))


def outcomes_of(text: str, left: PartResult) -> list[Outcome]:
    """The outcomes of a page whose every block left this."""
    showings = site_of([parsed(text)]).showings.values()
    return [Outcome(one, (), None, {block: Shown(block, left) for block in one.blocks}) for one in showings]


def test_only_pictures_stand_in_files_of_their_own():
    left = PartResult((Output(STDERR, "warning\n"), FIGURE, PICTURE, FIGURE), Failure("E", "", 1, "E"))
    found = pictures_of([Shown(block_of(), left), Shown(block_of(), result("1\n"))])
    assert found == {file_name(FIGURE): FIGURE, file_name(PICTURE): PICTURE}


def test_recordings_tell_of_each_block_its_place_source_and_outputs():
    text = "```python\nb\n```\n\n```python\na\n```\n\n<!--pytest-codeblocks:cont-->\n```python\nc\n```\n"
    left = PartResult((*result("1\n").outputs, PICTURE), Failure("E", "no", 1, "E: no"))
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "1\n"},
        {"output_type": "display_data", "data": {PNG: f"figures/{file_name(PICTURE)}"}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["E: no"]},
    ]
    found = recordings_of(reversed(outcomes_of(text, left)))
    assert (found["schema"], found["environment"]) == (PUBLISHED, dict(environment()))
    assert found["programs"] == [
        {"program": "page.md:1", "blocks": [{"page": "page.md", "line": 1, "source": "b", "outputs": outputs}]},
        {
            "program": "page.md:5",
            "blocks": [
                {"page": "page.md", "line": 5, "source": "a", "outputs": outputs},
                {"page": "page.md", "line": 10, "source": "c", "outputs": outputs},
            ],
        },
    ]


def test_code_that_could_not_run_has_no_blocks_in_the_recordings():
    (showing,) = site_of([parsed("```python\nx\n```\n")]).showings.values()
    assert recordings_of([Outcome(showing, ())])["programs"] == [{"program": "page.md:1", "blocks": []}]


def test_pictures_and_recordings_are_written_into_the_folder_of_the_site(tmp_path):
    pictures = {file_name(one): one for one in (FIGURE, PICTURE)}
    write_files(tmp_path, pictures, {"b": "é\u2028", "a": 1})
    assert (tmp_path / "figures" / file_name(FIGURE)).read_bytes() == DRAWING.encode()
    assert (tmp_path / "figures" / file_name(PICTURE)).read_bytes() == b64decode(PICTURE.content)
    text = (tmp_path / "recordings.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"a": 1, "b": "é\u2028"}
    assert text == '{\n "a": 1,\n "b": "é\u2028"\n}\n'


def test_a_picture_that_is_there_is_not_written_again(tmp_path):
    """A preview wrote it: its name says what it holds."""
    mini.write_files(tmp_path, {f"figures/{file_name(FIGURE)}": "there"})
    write_files(tmp_path, {file_name(FIGURE): FIGURE}, {})
    assert (tmp_path / "figures" / file_name(FIGURE)).read_text() == "there"
