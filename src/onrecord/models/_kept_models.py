"""Models that are kept on this machine: got from the hub when they are named or fetched, listed and removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError, WeightsError
from onrecord.models._hub import HubFile, checksum_of, download
from onrecord.models._keeping import (
    Progress,
    Weights,
    alone,
    partials_of,
    problem_of,
    silent,
    size_of,
    usable,
    weights_folder,
)
from onrecord.models._weights import EMBEDDED

if TYPE_CHECKING:
    from onrecord.settings import Settings

__all__ = ["HUB", "KeptModel", "fetch_weights", "kept_models", "remove_weights"]

HUB = "local:hub/"
"""Begins the name of a model on the hub."""


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model from the hub as it lies here: `path` is its file, or its first, `size` the bytes of all that is there.

    Unless it is `whole`, a download was broken off, or is under way.
    """

    name: str
    path: Path
    size: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A file of the hub, where it is kept, and what it is known to be without the checksum that is kept beside it."""

    file: HubFile
    target: Path
    known: Weights | None = None

    @property
    def weights(self) -> Weights | None:
        """What the file has to be; None where there is none that says so."""
        if self.known or not (self.target.exists() and checksum_of(self.target).exists()):
            return self.known
        sha256 = checksum_of(self.target).read_text().partition(" ")[0]
        return Weights(self.target.name, size_of(self.target), sha256, (), self.file.repository)

    @property
    def size(self) -> int:
        """The bytes of the file, or of what came of it."""
        return sum(map(size_of, (self.target, *partials_of(self.target))))


def fetch_weights(
    name: str, settings: Settings, *, weights: Weights = EMBEDDED, progress: Progress | None = None
) -> Path:
    """The file of `local` or `local:hub/OWNER/REPO/FILE.gguf`, or the first of its files; SHA-256s are checked.

    Downloads what isn't there or is damaged; where all is whole, no request is made. Call it in a thread from async
    code. Raises `UsageError` for any other name, and `WeightsError`.
    """
    first, *_ = [_got(place, settings, progress or silent) for place in _places(name, settings, weights)]
    return first


def kept_models(settings: Settings) -> list[KeptModel]:
    """The models from the hub that are kept here, whole or in part; their files aren't read."""
    folder = weights_folder(settings)
    names = {target.relative_to(folder).as_posix() for target in _targets(folder / "hub")}
    models = {HubFile.all_of(name) for name in names if HubFile.is_named(name)}
    return sorted((_kept(files, folder) for files in models), key=lambda model: model.name)


def _kept(files: Sequence[HubFile], folder: Path) -> KeptModel:
    places = [_Place(file, folder / file.name) for file in files]
    size, whole = sum(place.size for place in places), all(place.weights for place in places)
    return KeptModel(f"local:{files[0].name}", places[0].target, size, whole)


def _targets(folder: Path) -> Iterator[Path]:
    """The files of models in a folder, those included of which only a part came."""
    yield from folder.rglob("*.gguf")
    for partial in folder.rglob("*.gguf.*.partial"):
        yield partial.with_suffix("").with_suffix("")


def remove_weights(name: str, settings: Settings, *, weights: Weights = EMBEDDED) -> int:
    """Delete what is kept of a model, named as for `fetch_weights`, and give the bytes that this frees.

    Raises `UsageError` for any other name, and `WeightsError` where nothing is kept of it.
    """
    places = [place for place in _places(name, settings, weights) if place.size]
    if not places:
        raise WeightsError(f"{name}: nothing of it is kept in {weights_folder(settings)}")
    freed = sum(place.size for place in places)
    for place in places:
        with usable(place.target), alone(place.target, silent):
            for path in (place.target, checksum_of(place.target), *partials_of(place.target)):
                path.unlink(missing_ok=True)
    return freed


def _places(name: str, settings: Settings, weights: Weights) -> list[_Place]:
    if name == "local":
        target = weights_folder(settings) / weights.name
        return [_Place(HubFile(weights.repository, weights.name), target, weights)]
    if name.startswith(HUB):
        files = HubFile.all_of(name.removeprefix("local:"))
        return [_Place(file, weights_folder(settings) / file.name) for file in files]
    raise UsageError(f"{name}: not a model to keep here; write local, or local:hub/OWNER/REPO/FILE.gguf")


def _got(place: _Place, settings: Settings, report: Progress) -> Path:
    """The whole file, downloaded if need be, unless another process does so first."""
    with usable(place.target):
        if not _is_whole(place, report):
            place.target.parent.mkdir(parents=True, exist_ok=True)
            with alone(place.target, report):
                if not _is_whole(place, report):
                    download(place.file, place.target, settings, report, place.known)
    return place.target


def _is_whole(place: _Place, report: Progress) -> bool:
    weights = place.weights
    return weights is not None and not problem_of(place.target, weights, report)
