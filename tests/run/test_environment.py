"""What a recording says of the machine."""

import platform
import sys

import pytest

from academy.recording import environment, system


@pytest.mark.parametrize(
    ("flags", "kind"),
    [("fpu sse4_2", ""), ("fpu avx2 fma", " avx2"), ("fpu avx2 avx512f avx512bw", " avx512"), (None, "")],
)
def test_kind_of_cpu_belongs_to_the_system(tmp_path, monkeypatch, flags, kind):
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    if flags:
        (tmp_path / "cpuinfo").write_text(f"model name : A CPU\nflags : {flags}\n")
    assert system(tmp_path / "cpuinfo") == f"{sys.platform} x86_64{kind}"


def test_system_belongs_to_the_environment():
    assert dict(environment())["system"] == system()
