"""The gateway: hello, identify, ready, heartbeats, events, resume, and the ways in which it breaks.

https://discord.com/developers/docs/events/gateway
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot.discord.server import compression, payloads
from tests.bot.discord.server.record import Record
from tests.bot.discord.server.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQUENCE, INVALID_INTENTS, DISALLOWED_INTENTS = 4005, 4007, 4013, 4014

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, the words of messages
ALL_INTENTS = (1 << 26) - 1
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
LONGEST_PAYLOAD = 4096


@dataclass(eq=False)
class Session:
    """What was sent to one identified bot, so that it can be resumed."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[dict[str, Any]] = field(default_factory=list)
    connection: Connection | None = None


class Connection:
    """One socket."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, compress: compression.Compress | None
    ) -> None:
        self._request, self._socket, self._compress = request, socket, compress
        self.session: Session | None = None
        self.silent = False

    async def send(self, payload: dict[str, Any]) -> None:
        """Sends a payload, unless the connection plays dead."""
        if self.silent or self._socket.closed:
            return
        text = json.dumps(payload, ensure_ascii=False)
        try:
            if self._compress is None:
                await self._socket.send_str(text)
            else:
                await self._socket.send_bytes(self._compress(text.encode("utf-8", "surrogatepass")))
        except ConnectionError:
            pass  # the bot left; a resume gets what it missed

    async def close(self, code: int) -> None:
        """Closes with a code."""
        await self._socket.close(code=code)

    def cut(self) -> None:
        """Ends it without a word, as a broken line does."""
        if self._request.transport is not None:
            self._request.transport.abort()


class Gateway:
    """Every connection and session of the bot."""

    def __init__(self, world: World, record: Record, token: str) -> None:
        self._world, self._record, self._token = world, record, token
        self.address = ""
        self.heartbeat_ms = 41_250
        # A code that every identify is closed with, for as long as it stands.
        self.refusing: int | None = None
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """The whole life of a connection."""
        if "Authorization" in request.headers:
            self._record.violation("the gateway was shown a token in a header")
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            await socket.close(code=4012)
            return socket
        connection = Connection(request, socket, compression.stream(request.query.get("compress")))
        self.connections.append(connection)
        self._record.gateway("connected", compress=request.query.get("compress"))
        try:
            await connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._received(connection, frame.data)
        except ConnectionError:
            pass
        finally:
            self.connections.remove(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            self._record.gateway("disconnected", code=socket.close_code)
        return socket

    async def _received(self, connection: Connection, text: str) -> None:
        try:
            payload = json.loads(text)
            operation, data = payload["op"], payload["d"]
        except (ValueError, KeyError, TypeError):
            return await connection.close(DECODE_ERROR)
        if len(text.encode()) > LONGEST_PAYLOAD:
            return await connection.close(DECODE_ERROR)
        if operation == HEARTBEAT:
            self._record.gateway("heartbeat")
            return await connection.send({"op": HEARTBEAT_ACK, "d": None, "s": None, "t": None})
        if operation == IDENTIFY:
            return await self._identify(connection, data)
        if operation == RESUME:
            return await self._resume(connection, data)
        if connection.session is None:
            return await connection.close(NOT_AUTHENTICATED)
        if operation not in (PRESENCE, REQUEST_MEMBERS, 4):
            await connection.close(UNKNOWN_OPCODE)

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        if connection.session is not None:
            return await connection.close(ALREADY_AUTHENTICATED)
        self._record.gateway("identify", intents=data.get("intents"))
        if self.refusing is not None or data.get("token") != self._token:
            return await connection.close(self.refusing or AUTHENTICATION_FAILED)
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= ALL_INTENTS or not data.get("properties"):
            return await connection.close(INVALID_INTENTS)
        if intents & PRIVILEGED:
            return await connection.close(DISALLOWED_INTENTS)
        session = Session(intents)
        self.sessions[session.id] = session
        connection.session, session.connection = session, connection
        guilds = list(self._world.guilds.values())
        ready = {
            **{"v": 10, "user": payloads.user(self._world.bot), "session_id": session.id, "private_channels": []},
            **{"guilds": [{"id": str(each.id), "unavailable": True} for each in guilds], "shard": [0, 1]},
            **{"resume_gateway_url": self.address, "application": {"id": str(self._world.bot.id), "flags": 0}},
        }
        await self._event(session, "READY", ready)
        for each in guilds:
            await self._event(session, "GUILD_CREATE", payloads.guild(each, self._world))

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        self._record.gateway("resume")
        if data.get("token") != self._token:
            return await connection.close(AUTHENTICATION_FAILED)
        session, sequence = self.sessions.get(str(data.get("session_id"))), data.get("seq")
        if session is None:
            return await connection.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
        if not isinstance(sequence, int) or sequence > len(session.events):
            return await connection.close(INVALID_SEQUENCE)
        connection.session, session.connection = session, connection
        missed = session.events[sequence:]
        for event in missed:
            await connection.send(event)
        self._record.gateway("resumed", missed=len(missed))
        await self._event(session, "RESUMED", {})

    async def _event(self, session: Session, name: str, data: dict[str, Any]) -> None:
        event = {"op": DISPATCH, "t": name, "s": len(session.events) + 1, "d": data}
        session.events.append(event)
        if session.connection is not None:
            await session.connection.send(event)

    async def dispatch(self, name: str, data: dict[str, Any], intent: int = 0) -> None:
        """Tells the bot of an event, now or when it resumes; `intent` is the one that it must have asked for."""
        for session in list(self.sessions.values())[-1:]:
            if not intent or session.intents & intent:
                await self._event(session, name, data)

    async def tell_all(self, operation: int, data: Any) -> None:
        """Sends an operation that is no event (reconnect, invalid session); a session called invalid is forgotten."""
        if operation == INVALID_SESSION and not data:
            self.sessions.clear()
        for connection in list(self.connections):
            await connection.send({"op": operation, "d": data, "s": None, "t": None})
