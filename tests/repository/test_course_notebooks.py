"""The notebooks of the built course, run from top to bottom: they give what the pages show."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from kernels import differences

ADVICE = "-> say <!--notebook: own--> above a program that needs a kernel to itself, <!--varies--> above what varies"
FEW = ("index.ipynb", "pytorch/tensors/shapes/shapes.ipynb", "pytorch/errors/autograd/autograd.ipynb")


@pytest.fixture(scope="module")
def notebooks(site):
    """All of them with `CI` set; else three."""
    return sorted(site.rglob("*.ipynb")) if os.environ.get("CI") else [site / name for name in FEW]


def test_notebooks_give_what_was_recorded(notebooks):
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        found = [*chain.from_iterable(pool.map(differences, notebooks))]
    assert not found, "\n\n".join([*found, ADVICE])
