"""The Chromium of this machine."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed() -> str | None:
    """The program that the variable CHROMIUM names, or one on PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
