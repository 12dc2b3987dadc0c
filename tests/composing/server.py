"""An OpenAI-compatible server on loopback whose models follow scripts; see `scripts.py` for what they write.

with ComposingServer() as server:
    server.script = "honest"       # or None: the model's name is the script, as in ISNAD_LLM=openai:honest
    ... ISNAD_LLM_BASE_URL=server.base_url, OPENAI_API_KEY=any ...
    server.requests                # bodies, oldest first
"""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from tests.composing.prompts import read_prompt
from tests.composing.scripts import SCRIPTS, Script

_PIECE = 23


class ComposingServer:
    """Runs on a thread of its own. `script` may be changed between requests, also to a `Script`."""

    def __init__(self) -> None:
        self.script: str | Script | None = None
        self.requests: list[dict[str, Any]] = []
        self.open_replies = 0
        self.base_url = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> None:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/v1/chat/completions", self._complete)
        # Who hangs up is written to no more: that would be logged as an error half a minute later, in another test.
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"

    async def _stop(self) -> None:
        await self._runner.cleanup()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        chosen = self.script or body["model"]
        script = SCRIPTS[chosen] if isinstance(chosen, str) else chosen
        tried = sum(one["messages"] == body["messages"] for one in self.requests)
        self.open_replies += 1
        try:
            await asyncio.sleep(script.wait)
            if script.status != 200 and tried <= script.failures:
                headers = {"Retry-After": "60"} if script.status == 429 else {}
                return web.json_response(
                    {"error": {"message": "scripted", "code": None}}, status=script.status, headers=headers
                )
            if script.no_schemas and "response_format" in body:
                return web.json_response({"error": {"message": "response_format is unknown"}}, status=400)
            text = script.write(read_prompt(body))
            if not body.get("stream"):
                return web.json_response(_whole(body, text))
            return await self._stream(request, body, script, text)
        finally:
            self.open_replies -= 1

    async def _stream(
        self, request: web.Request, body: dict[str, Any], script: Script, text: str
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)

        async def send(delta: dict[str, Any], finish: str | None = None, **more: Any) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
            await response.write(_event(body, choices=[choice], **more))

        with suppress(ConnectionResetError):
            await send({"role": "assistant", "content": ""})
            for at in range(0, len(text), _PIECE):
                await send({"content": text[at : at + _PIECE]})
                await asyncio.sleep(script.pause)
            while script.ending == "never":
                await send({"content": " "})
                await asyncio.sleep(0.01)
            while script.ending == "drips":
                await response.write(b": still here\n\n")
                await asyncio.sleep(0.01)
            if script.ending == "broken":
                request.transport.close() if request.transport else None
                return response
            await send({}, "length" if script.ending == "cut" else "stop")
            if (body.get("stream_options") or {}).get("include_usage"):
                await response.write(_event(body, choices=[], usage=_usage(text)))
            await response.write(b"data: [DONE]\n\n")
        return response


def _event(body: dict[str, Any], **fields: Any) -> bytes:
    event = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": body["model"], **fields}
    return f"data: {json.dumps(event)}\n\n".encode()


def _whole(body: dict[str, Any], text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": body["model"], "choices": [choice],
            "usage": _usage(text)}  # fmt: skip


def _usage(text: str) -> dict[str, int]:
    return {"prompt_tokens": 1_000, "completion_tokens": len(text) // 3, "total_tokens": 1_000 + len(text) // 3}
