"""What the tests of `touchline model` share: a server of files on this machine, and releases that lie on it."""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.model_fetch import File, Release

#: What a release's files hold where nobody loads them.
CHECKPOINT = b"weights " * 50_000
BASE = {"config.json": b"{}", "tokenizer.json": b'{"model": {}}', "vocab.txt": b"a\nb\n"}


@dataclass
class Server:
    """Serves files by path. `asked` holds each path that was asked for, in order."""

    address: str
    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    #: Where a path sends the reader instead.
    elsewhere: dict[str, str] = field(default_factory=dict)
    #: How many bytes more than there are the server promises.
    promises: int = 0

    def release(self, sha256: str = "", most: int = 10_000_000) -> Release:
        """The release that these files are, of which so much of the digest is known."""
        files = tuple(File(name, self.address + name) for name in self.files if name.startswith("tiny-bert/"))
        (checkpoint,) = [name for name in self.files if name.endswith(".ckpt")]
        return Release(File(checkpoint, self.address + checkpoint, sha256, most), "tiny-bert", files)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[Server]:
    """A server in a thread for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            server.asked.append(path)
            if path in server.elsewhere:
                self.send_response(302)
                self.send_header("Location", server.elsewhere[path])
                self.end_headers()
            elif path not in server.files:
                self.send_error(404)
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(server.files[path]) + server.promises))
                self.end_headers()
                self.wfile.write(server.files[path])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is printed while tests run."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    server = Server(f"http://127.0.0.1:{listening.server_port}/", dict(files))
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
