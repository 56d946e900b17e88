"""The built course, read once for all tests of it."""

from pathlib import Path

import pytest
from mini import SITE_URL
from site_checks import Site, read_site


@pytest.fixture(scope="package")
def course(site: Path) -> Site:
    return read_site(site, SITE_URL)
