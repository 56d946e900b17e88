"""A static server such as a web host: the site below a sub-path, compressed, with the right types."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
PACKED = {".css", ".html", ".js", ".json", ".svg", ".xml"}


@dataclass(frozen=True)
class Server:
    """A running server: its port, and what it has sent so far."""

    port: int
    sent: list[tuple[str, int]] = field(default_factory=list)  # (path, bytes with the head)


class _Httpd(ThreadingHTTPServer):
    request_queue_size = 128  # several browsers with several connections each

    def handle_error(self, *arguments: object) -> None:
        """A browser that leaves a page hangs up."""


@contextmanager
def serve(site: Path, below: str) -> Iterator[Server]:
    """Serve a folder below a path that begins and ends with a slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # a connection serves many requests

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            whole = answer(site, below, path, "gzip" in self.headers.get("Accept-Encoding", ""))
            sent.append((path, len(whole)))
            self.wfile.write(whole)

        def log_message(self, *arguments: object) -> None:
            pass

    with _Httpd(("127.0.0.1", 0), Handler) as httpd:
        sent: list[tuple[str, int]] = []
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield Server(httpd.server_port, sent)
        httpd.shutdown()


@cache
def answer(site: Path, below: str, path: str, packed: bool) -> bytes:
    """The whole answer to a request for a path."""
    if not path.startswith(below) or ".." in path:
        return _message(HTTPStatus.NOT_FOUND, b"", {})
    target = site / path.removeprefix(below)
    if target.is_dir() and not path.endswith("/"):
        return _message(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{path}/"})
    if target.is_dir():
        target /= "index.html"
    status = HTTPStatus.OK if target.is_file() else HTTPStatus.NOT_FOUND
    target = target if target.is_file() else site / "404.html"
    headers = {"Content-Type": TYPES.get(target.suffix, "application/octet-stream"), "Cache-Control": "max-age=600"}
    body = target.read_bytes()
    if packed and target.suffix in PACKED:
        body = gzip.compress(body, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return _message(status, body, headers)


def _message(status: HTTPStatus, body: bytes, headers: dict[str, str]) -> bytes:
    lines = headers | {"Content-Length": str(len(body)), "X-Content-Type-Options": "nosniff"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + body
