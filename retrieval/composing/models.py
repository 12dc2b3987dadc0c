"""Which chat model is meant, whether it can be opened here, and opening it. Nothing of a provider is imported before.

A name is LangChain's: a provider and a model with a colon between, as `init_chat_model` reads it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that has an extra: its package, the variables that may hold its key, how it takes a timeout."""

    extra: str
    package: str
    keys: tuple[str, ...] = ()
    # No retries of the provider's own: they know nothing of the time that an answer may take.
    settings: Callable[[float], Mapping[str, Any]] = lambda seconds: {"timeout": seconds, "max_retries": 0}

    @property
    def lacks_key(self) -> bool:
        """Whether it takes a key and the environment has none."""
        return bool(self.keys) and not any(os.environ.get(key) for key in self.keys)


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", "langchain_openai", ("OPENAI_API_KEY",)),
    "anthropic": Provider("anthropic", "langchain_anthropic", ("ANTHROPIC_API_KEY",)),
    "google_genai": Provider("google", "langchain_google_genai", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    "ollama": Provider(
        "ollama", "langchain_ollama", settings=lambda seconds: {"client_kwargs": {"timeout": seconds}}
    ),
}  # fmt: skip
# What a server of one's own gets where no key is set: most such servers read none, but the client wants one.
_NO_KEY = "none"
_PACKAGE = re.compile(r"langchain-[a-z0-9-]+")


@dataclass(slots=True)
class OpenModel:
    """A chat model that is ready to be asked, and what must be let go of after it."""

    chat: BaseChatModel
    _closes: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        """Ends its connections, those in use too."""
        while self._closes:
            with suppress(Exception):  # whatever a client in use says when it is closed, it is done with
                self._closes.pop()()


def check_model(name: str, base_url: str | None) -> None:
    """Raises UsageError where the provider is unknown, or its package or key is missing. Asks nobody."""
    provider_name, colon, model = name.partition(":")
    provider = PROVIDERS.get(provider_name)
    if provider is None:
        _check_other(name, base_url)
        return
    if not (colon and model.strip()):
        raise UsageError(f"ISNAD_LLM={name} names no model: write {provider_name}:MODEL")
    if find_spec(provider.package) is None:
        raise UsageError(
            f'ISNAD_LLM={name} needs a package that is not installed: pip install -e ".[{provider.extra}]"'
        )
    if provider.lacks_key and not base_url:
        raise UsageError(f"ISNAD_LLM={name} needs a key: set {' or '.join(provider.keys)}, in the environment or .env")


def open_model(name: str, base_url: str | None, timeout: float) -> OpenModel:
    """The model, whose requests take at most `timeout` seconds between two signs of life."""
    from langchain.chat_models import init_chat_model

    provider_name, _, _ = name.partition(":")
    provider = PROVIDERS.get(provider_name)
    settings: dict[str, Any] = {"base_url": base_url} if base_url else {}
    closes: list[Callable[[], None]] = []
    if provider is None:
        return OpenModel(init_chat_model(name, **settings))
    settings |= provider.settings(timeout)
    if base_url and provider.lacks_key:
        settings["api_key"] = _NO_KEY
    if provider_name == "openai":
        from openai import DefaultHttpxClient

        # A client of its own, because closing it ends a reply that goes on for ever.
        client = DefaultHttpxClient(timeout=timeout)
        settings["http_client"] = client
        closes.append(client.close)
    return OpenModel(init_chat_model(name, **settings), closes)


def _check_other(name: str, base_url: str | None) -> None:
    """A provider without an extra: LangChain knows it, and opening it tells whether it can be used."""
    try:
        open_model(name, base_url, 1.0).close()
    except ImportError as error:
        package = _PACKAGE.search(str(error))
        raise UsageError(
            f"ISNAD_LLM={name} needs a package that is not installed: "
            f"pip install {package[0] if package else 'the one that LangChain names for it'}"
        ) from error
    except Exception as error:
        raise UsageError(
            f"ISNAD_LLM={name} cannot be used: {str(error).splitlines()[0] if str(error) else type(error).__name__} "
            f"Write PROVIDER:MODEL, with one of {', '.join(PROVIDERS)} or another that LangChain knows"
        ) from error
