"""What a program displays that is a table: as HTML with nothing in it but rows and cells."""

import re
import sys
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

_MOST_CELLS = 1500  # beyond, nobody reads a table
_NUMBER = re.compile(r"[-+−]?(\d[\d,_]*\.?\d*|\.\d+)([eE][-+]?\d+)?%?|nan|-?inf", re.IGNORECASE)
_NOTHING = ("", "...", "…", "None", "null")  # of a cell that is empty, or stands for others
_SCALAR = re.compile(r"tensor\((.*?)(?:, .*)?\)")  # how torch prints one


@dataclass(frozen=True)
class _Cell:
    text: str
    heads: bool = False
    spans: str = ""  # its attributes colspan and rowspan

    def html(self, scope: str, kind: str) -> str:
        """A header without a text heads nothing."""
        tag, attributes = ("th", f' scope="{scope}"') if self.heads and self.text else ("td", "")
        return f"<{tag}{attributes}{kind}{self.spans}>{escape(self.text)}</{tag}>"


_Rows = list[list[_Cell]]


@dataclass
class _Table:
    head: _Rows = field(default_factory=list)
    body: _Rows = field(default_factory=list)
    caption: str = ""

    def html(self) -> str:
        """Empty if it has no rows; the cells of a column of numbers are of that class."""
        kinds = [_kind([cell.text for cell in column if cell]) for column in zip_longest(*self.body)]
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        parts = [("thead", "col", self.head), ("tbody", "row", self.body)]
        html = "".join(_part(tag, scope, rows, kinds) for tag, scope, rows in parts if rows)
        return f"<table>{caption}{html}</table>" if self.body else ""


def _part(tag: str, scope: str, rows: _Rows, kinds: list[str]) -> str:
    """With a line break behind each cell, or a search would take a row for one word."""
    lines = ("\n".join(cell.html(scope, kind) for cell, kind in zip(row, kinds, strict=False)) for row in rows)
    return f"<{tag}>{''.join(f'<tr>{line}</tr>{chr(10)}' for line in lines)}</{tag}>"


def _kind(column: list[str]) -> str:
    texts = [text for text in column if text not in _NOTHING]
    return ' class="number"' if texts and all(map(_NUMBER.fullmatch, texts)) else ""


def table_of(shown: Any) -> str:
    """The table that this is: a list of dictionaries, a dictionary of columns, a matrix of torch or numpy, or what
    says so itself in HTML, as a DataFrame does. Empty if it is none, TypeError if it is too large for a page.
    """
    table = _own(shown) or _of_dictionaries(shown) or _of_columns(shown) or _of_matrix(shown)
    _must_fit(sum(map(len, table.body)) if table else 0)
    return table.html() if table else ""


def _must_fit(cells: int) -> None:
    if cells > _MOST_CELLS:
        raise TypeError(f"a table of {cells} cells is too large for a page: display its first rows")


def _own(shown: Any) -> _Table | None:
    html = None if isinstance(shown, type) else getattr(shown, "_repr_html_", lambda: None)()
    if not isinstance(html, str) or html.count("<table") != 1 or "<script" in html:
        return None
    return _Parser(html).table


def _of_dictionaries(shown: Any) -> _Table | None:
    if not isinstance(shown, list | tuple) or not shown or not all(isinstance(row, dict) and row for row in shown):
        return None
    names = list(dict.fromkeys(name for row in shown for name in row))
    return _Table([_row(names, heads=True)], [_row([row.get(name, "") for name in names]) for row in shown])


def _of_columns(shown: Any) -> _Table | None:
    columns = list(shown.values()) if isinstance(shown, dict) else []
    if not columns or not all(isinstance(one, list | tuple) and len(one) == len(columns[0]) for one in columns):
        return None
    return _Table([_row(shown, heads=True)], [_row(row) for row in zip(*columns, strict=True)])


def _of_matrix(shown: Any) -> _Table | None:
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    is_tensor = torch is not None and isinstance(shown, torch.Tensor)
    if not (is_tensor or (numpy is not None and isinstance(shown, numpy.ndarray))) or shown.ndim != 2:
        return None
    _must_fit(shown.shape[0] * shown.shape[1])
    if numpy is None or is_tensor:
        return _Table(body=[_row([_SCALAR.sub(r"\1", str(cell)) for cell in row]) for row in shown.detach()])
    return _Table(body=[_row([numpy.array2string(numpy.array([cell]))[1:-1].strip() for cell in row]) for row in shown])


def _row(values: Any, heads: bool = False) -> list[_Cell]:
    return [_Cell(str(value), heads) for value in values]


class _Parser(HTMLParser):
    """The one table in a piece of HTML; what is said around it is its caption."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.table = _Table()
        self._rows: _Rows | None = None  # those of the part that the parser is in
        self._cell = _Cell("")
        self._hidden = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._hidden = tag == "style"
        if tag in ("table", "thead", "tbody"):
            self._rows = self.table.head if tag == "thead" else self.table.body
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("th", "td"):
            spans = (f' {name}="{value}"' for name, value in attributes if name in ("colspan", "rowspan"))
            self._cell = _Cell("", tag == "th", "".join(span for span in spans if re.search(r'"\d+"', span)))

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        if tag in ("th", "td") and self._rows:
            self._rows[-1].append(replace(self._cell, text=" ".join(self._cell.text.split())))
        elif tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._rows is not None:
            self._cell = replace(self._cell, text=self._cell.text + data)
        elif not self._hidden:
            self.table.caption = " ".join(f"{self.table.caption} {data}".split())
