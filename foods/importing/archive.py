"""A download as a zip or a folder, read as text line by line and never unpacked.

Pure. Whatever is wrong with the file is one `DownloadError` in words: not a zip, cut off, damaged,
encrypted, a path that leaves its folder, more data than a food database can have.
"""

import codecs
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol, TypeVar

File = TypeVar("File")

#: The largest download there is (all data types, 2025) expands to about 4 GB.
MOST_BYTES: Final = 16 * 1024**3
#: Figures in CSV shrink to a tenth; zeros without end shrink to a thousandth.
MOST_RATIO: Final = 100
#: Small files may shrink more (a header and the same row again).
RATIO_FROM: Final = 1024**2
MOST_FILES: Final = 1000
#: Ingredient lists of branded foods reach some 10,000 characters.
MOST_LINE: Final = 1024**2
CHUNK: Final = 1024**2


class DownloadError(ValueError):
    """A download that cannot be imported, in one sentence for the person who runs the import."""


class Archive(Protocol):
    """CSV files by name, wherever in the download they lie."""

    @property
    def names(self) -> frozenset[str]:
        """Names of the CSV files."""

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a file."""


@dataclass(frozen=True)
class _Folder:
    files: dict[str, Path]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.files)

    def open(self, name: str) -> IO[bytes]:
        return self.files[name].open("rb")


@dataclass(frozen=True)
class _Zip:
    handle: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.files)

    def open(self, name: str) -> IO[bytes]:
        return self.handle.open(self.files[name])


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a download: a zip file, or the folder it was unpacked to."""
    if path.is_dir():
        yield _Folder(_by_name((file.name, file) for file in sorted(path.rglob("*.csv"))))
        return
    if not path.exists():
        raise DownloadError(f"There is no file or folder {path}.")
    try:
        handle = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise DownloadError(f"{path.name} is not a complete zip file: {error}.") from error
    with closing(handle):
        infos = handle.infolist()
        _refuse_bombs(path.name, infos)
        yield _Zip(handle, _by_name(_members(infos)))


def lines(archive: Archive, name: str) -> Iterator[str]:
    """The lines of a file with their ends, read piece by piece; stops at damage and excess."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest, total = "", 0
    try:
        with archive.open(name) as raw:
            while chunk := raw.read(CHUNK):
                total += len(chunk)
                if total > MOST_BYTES:
                    raise DownloadError(f"{name} holds more than {_size(MOST_BYTES)}.")
                *whole, rest = (rest + decoder.decode(chunk)).split("\n")
                if len(rest) > MOST_LINE:
                    raise DownloadError(f"{name} has a line of more than {_size(MOST_LINE)}.")
                for line in whole:
                    yield line + "\n"
            rest += decoder.decode(b"", final=True)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DownloadError(f"{name} is damaged or cut off: {error}.") from error
    except (RuntimeError, NotImplementedError) as error:
        raise DownloadError(f"{name} cannot be read: {error}.") from error
    except UnicodeDecodeError as error:
        raise DownloadError(f"{name} is not UTF-8 text: {error}.") from error
    if rest:
        yield rest


def _members(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in info.filename:
            raise DownloadError(f"The zip file has an unsafe path: {info.filename!r}.")
        hidden = path.name.startswith(".") or "__MACOSX" in path.parts
        if path.suffix.lower() == ".csv" and not info.is_dir() and not hidden:
            yield path.name, info


def _by_name(found: Iterable[tuple[str, File]]) -> dict[str, File]:
    files: dict[str, File] = {}
    for name, file in found:
        if name in files:
            raise DownloadError(f"The download has two files named {name}.")
        files[name] = file
    return files


def _refuse_bombs(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse before reading what would never end."""
    if len(infos) > MOST_FILES:
        raise DownloadError(f"{name} holds {len(infos)} files; a download has a few dozen.")
    total = sum(info.file_size for info in infos)
    if total > MOST_BYTES:
        raise DownloadError(f"{name} expands to {_size(total)}, more than {_size(MOST_BYTES)}.")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise DownloadError(
                f"{info.filename} in {name} expands {info.file_size // max(info.compress_size, 1)}"
                f" times, to {_size(info.file_size)}: not a food table."
            )


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GiB" if count >= 1024**3 else f"{count / 1024**2:.0f} MiB"
