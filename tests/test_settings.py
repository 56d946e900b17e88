"""What the settings know of the machine."""

import pytest

from academy import settings


@pytest.mark.parametrize(
    ("flags", "kind"),
    [("fpu sse4_2", ""), ("fpu avx2 fma", " avx2"), ("fpu avx2 avx512f avx512bw", " avx512"), (None, "")],
)
def test_kind_of_cpu_belongs_to_the_environment(tmp_path, monkeypatch, flags, kind):
    monkeypatch.setattr(settings, "_CPU", tmp_path / "cpuinfo")
    monkeypatch.setattr(settings.platform, "machine", lambda: "x86_64")
    if flags:
        (tmp_path / "cpuinfo").write_text(f"model name : A CPU\nflags : {flags}\n")
    assert dict(settings.environment.__wrapped__())["system"] == f"{settings.sys.platform} x86_64{kind}"
