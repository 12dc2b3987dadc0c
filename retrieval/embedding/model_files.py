"""Where another embedding model lies: a folder, or the cache of the Hugging Face hub, and what tells it from others."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from corpus.errors import IsnadError

# Enough to know a model by; its weights are fetched when they are first needed.
_CONFIGURATION = ["config.json", "modules.json", "config_sentence_transformers.json"]
_READ_BY_MODELS = {".json", ".txt", ".model", ".safetensors", ".bin"}
_OTHER_RUNTIMES = {"onnx", "openvino"}
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """What sentence-transformers loads a model by, and the folder of its configuration.

    `commit` is that of a hub's model, None for a folder.
    """

    name: str
    folder: Path
    commit: str | None = None

    def identity(self) -> str:
        """The commit; of a folder a digest: small files whole, of large ones size, first and last MiB."""
        if self.commit:
            return self.commit
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            within = path.relative_to(self.folder)
            if path.suffix in _READ_BY_MODELS and within.parts[0] not in _OTHER_RUNTIMES and path.is_file():
                size = path.stat().st_size
                digest.update(f"{within.as_posix()} {size}\n".encode())
                with path.open("rb") as file:
                    digest.update(file.read(_SAMPLE))
                    file.seek(max(0, size - _SAMPLE))
                    digest.update(file.read(_SAMPLE))
        return digest.hexdigest()


def find_model(name: str, offline: bool) -> ModelFiles:
    """A model by its folder or its name in the hub, from the hub's cache where that has it.

    Unless `offline`, what the cache lacks is asked of the hub, but only the configuration is fetched. Raises
    IsnadError where there is no such model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
            raise IsnadError(f"{folder} holds no sentence-transformers model: there is no modules.json in it")
        return ModelFiles(str(folder), folder)
    if name.startswith(("/", ".", "~")) or name.count("/") > 1 or folder.exists():
        raise IsnadError(f"there is no folder {name}: ISNAD_EMBEDDING_MODEL names a folder or a hub's model")
    name = name if "/" in name else f"sentence-transformers/{name}"  # as that library itself completes a name
    found = _in_hub(name, offline)
    return ModelFiles(name, found, found.name)


def _in_hub(name: str, offline: bool) -> Path:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if not sys.stderr.isatty():
        disable_progress_bars()
    try:
        return Path(snapshot_download(name, local_files_only=True, allow_patterns=_CONFIGURATION))
    except LocalEntryNotFoundError as error:
        if offline:
            raise not_here(name, "not") from error
    except (ValueError, OSError) as error:
        tell_trouble(name, error)
    try:
        return Path(snapshot_download(name, allow_patterns=_CONFIGURATION))
    except Exception as error:
        tell_trouble(name, error)


def not_here(name: str, how_much: str) -> IsnadError:
    """The error for a hub's model that is "not", or "only in part", on this machine."""
    return IsnadError(
        f"the embedding model {name} is {how_much} on this machine: "
        "set ISNAD_OFFLINE=false to fetch it once, or name a folder that holds it"
    )


def tell_trouble(name: str, error: Exception) -> NoReturn:
    """Raises IsnadError: one line for what was raised while the model was fetched or loaded."""
    from huggingface_hub.errors import GatedRepoError, LocalEntryNotFoundError, RepositoryNotFoundError

    if isinstance(error, GatedRepoError):
        told = f"the model {name} wants its terms accepted on its page, and a login: `hf auth login`"
    elif isinstance(error, RepositoryNotFoundError):
        told = f"the hub has no model {name}: check the name in ISNAD_EMBEDDING_MODEL"
    elif isinstance(error, LocalEntryNotFoundError):
        told = f"the embedding model {name} cannot be fetched: check the network, or name a folder that holds it"
    elif "trust_remote_code" in str(error):
        told = f"the model {name} needs code of its own, which isnad does not run: choose another"
    else:
        why = " ".join(str(error).split())[:200]
        told = f"cannot load the embedding model {name} ({why}): name another folder, or a hub's model"
    raise IsnadError(told) from error
