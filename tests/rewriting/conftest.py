"""A language model for tests: a local HTTP server that says what it is told to."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Model:
    """What the server answers, one entry a request, the last one for all further requests.

    An entry is the model's text, a status code, or a number of seconds to wait before nothing.
    """

    def __init__(self) -> None:
        self.answers: list[str | int | float | bytes] = []
        self.asked: list[dict] = []
        self.keys: list[str | None] = []
        self.url = ""

    def says(self, *bullets: str) -> None:
        self.answers.append(json.dumps({"bullets": bullets}))

    def next(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def model():
    told = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers["Content-Length"])
            told.asked.append(json.loads(self.rfile.read(size)))
            told.keys.append(self.headers["Authorization"])
            answer = told.next()
            if isinstance(answer, float):
                time.sleep(answer)
                return
            status = answer if isinstance(answer, int) else 200
            self.send_response(status)
            self.end_headers()
            if isinstance(answer, str):
                answer = json.dumps({"choices": [{"message": {"content": answer}}]}).encode()
            self.wfile.write(b"" if isinstance(answer, int) else answer)

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()
