"""A page's blocks as an author writes them, for the tests of what is said of their runs."""


def fence(code: str, above: str = "") -> str:
    """A block below these lines."""
    return f"{above}```python\n{code}\n```\n\n"


CONT = "<!--pytest-codeblocks:cont-->\n"
XFAIL = "<!--pytest.mark.xfail(raises=ValueError)-->\n"
VARIES = "<!--varies-->\n"
ALT = "<!--alt: A line-->\n"
PINNED = "<!--pytest-codeblocks:expected-output-->\n```text\n{}\n```\n"
