"""What of the Hugging Face hub a model is fetched through, on loopback.

The hub's client reads its address and its cache from the environment when it is first imported, so they are set here,
once for all tests: while no `HubOnLoopback` serves, nobody listens there, as on a machine without network.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

COMMIT = "b" * 40


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


assert "huggingface_hub" not in sys.modules, "its address can no longer be set"
PORT = _free_port()
_cache = tempfile.TemporaryDirectory(prefix="isnad-test-hub-")
os.environ |= {"HF_ENDPOINT": f"http://127.0.0.1:{PORT}", "HF_HUB_CACHE": _cache.name}


class HubOnLoopback:
    """Serves folders as models while the `with` block runs; `asked` are the paths that were asked for."""

    def __init__(self, models: dict[str, Path]) -> None:
        self.asked: list[str] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                hub.asked.append(path)
                for name, folder in models.items():
                    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
                    if path.startswith(f"/api/models/{name}/tree/"):
                        sizes = {name: file.stat().st_size for name, file in files.items()}
                        rows = [{"type": "file", "path": n, "size": s, "oid": "0" * 40} for n, s in sizes.items()]
                        return self.reply(json.dumps(rows).encode())
                    if path.startswith(f"/api/models/{name}/"):
                        about = {"id": name, "sha": COMMIT, "siblings": [{"rfilename": file} for file in files]}
                        return self.reply(json.dumps(about).encode())
                    if path.startswith(f"/{name}/resolve/{COMMIT}/"):
                        return self.send(files.get(path.removeprefix(f"/{name}/resolve/{COMMIT}/")))
                self.reply(b"", 404, {"X-Error-Code": "RepoNotFound"})

            do_HEAD = do_GET

            def send(self, file: Path | None) -> None:
                if file is None:
                    return self.reply(b"", 404, {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
                body = file.read_bytes()
                self.reply(body, 200, {"ETag": f'"{hashlib.sha1(body).hexdigest()}"', "X-Repo-Commit": COMMIT})

            def reply(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)

    def __enter__(self) -> HubOnLoopback:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
