"""Where things lie, and how a file is read and replaced without ever being half written."""

import errno
import glob
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kzgraph.errors import EnvironmentProblem, KzgraphError, UsageError, one_problem, shown

PACKAGE = Path(__file__).resolve().parent
BUILT = "kzgraph.ttl"
"""What ``kzgraph build`` calls the graph, in the folder that it is built from."""
LARGEST = 256 * 1024 * 1024
"""The largest file that is read, in bytes."""


def name_of(path: Path) -> str:
    """Return *path* for a message: relative where it lies below the working folder, control characters escaped."""
    absolute = path.absolute()
    here = Path.cwd()
    return shown(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def data_dir(name: str) -> Path:
    """Return the folder ``ontology``, ``graph`` or ``queries``.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def sources_dir(given: str | None) -> Path | None:
    """Return the folder with the reader's own copies of the documents.

    *given* is what ``--sources`` says; without it ``KZGRAPH_SOURCES`` counts; without both there is none.
    """
    name = given or os.environ.get("KZGRAPH_SOURCES") or None
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(f"{shown(name)}: no such folder of sources; give one with --sources DIR or KZGRAPH_SOURCES")
    return folder


def read_bytes(path: Path) -> bytes:
    """Return the bytes of *path*, or say in one line why they cannot be had."""
    name = name_of(path)
    try:
        with path.open("rb") as stream:  # a device tells no size
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise one_problem("no such file", "check the name", file=name) from None
    except IsADirectoryError:
        raise one_problem("is a folder", "give a file", file=name) from None
    except PermissionError:
        raise EnvironmentProblem(f"{name}: may not be read; change its permissions") from None
    except OSError as error:
        raise EnvironmentProblem(f"{name}: cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise one_problem("is larger than 256 MB", "give a smaller file", file=name)
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise one_problem("is empty", "give a file with content, or remove it", file=name)
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, a byte-order mark removed, line ends as they are."""
    content = read_bytes(path)
    name = name_of(path)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise one_problem("is UTF-16", "save it as UTF-8", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise one_problem(
            f"byte {error.start} is not UTF-8 (0x{content[error.start]:02x})",
            "save it as UTF-8",
            file=name,
            line=line,
        ) from None
    if "\0" in text:
        raise one_problem(
            "holds a NUL character", "remove it", file=name, line=text.count("\n", 0, text.index("\0")) + 1
        )
    return text


def _unwritable(path: Path, error: OSError) -> KzgraphError:
    if error.errno == errno.ENOENT:
        return UsageError(
            f"{name_of(path)}: there is no folder {name_of(path.parent)} to write to; make it first, or name another"
        )
    mends = {
        errno.ENOSPC: "the disk is full; make room and run it again",
        errno.EROFS: "the file system is read-only; choose another folder",
        errno.EACCES: "no permission; choose another folder or change its permissions",
        errno.EPERM: "no permission; choose another folder or change its permissions",
        errno.ENOTDIR: "a part of the path is a file; choose another folder",
        errno.EEXIST: "a part of the path is a file; choose another folder",
    }
    reason = mends.get(error.errno or 0, error.strerror or "unknown reason")
    return EnvironmentProblem(f"{name_of(path)}: cannot be written: {reason}")


def replace(path: Path, content: bytes) -> None:
    """Put *content* into *path* whole or not at all.

    A temporary file in the same folder is written, synced and renamed over *path*;
    whatever stops it on the way leaves the old file as it was.

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when *path* is no name of a file, or its folder does not exist.
    """
    import tempfile

    temporary = ""
    try:
        if path.is_dir():
            raise UsageError(f"{name_of(path)}: is a folder; give the name of a file")
        if path.exists() and not path.is_file():
            raise UsageError(f"{name_of(path)}: is a device or a pipe; give the name of a file, or leave out -o")
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def new_folder(path: Path) -> None:
    """Make the folder *path* inside a folder that exists; one that is there already is left as it is.

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when the folder above it does not exist.
    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from None


def sweep(path: Path) -> None:
    """Remove what killed writers of *path* have left beside it; only its one writer may do so."""
    for left in path.parent.glob(f".{glob.escape(path.name[:40])}.*.tmp"):
        with suppress(OSError):
            left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold *folder* for one writer; a second one is told who has it.

    The lock ends with its process, however that ends (``flock``), and its file is taken away again;
    where the system has no such lock, the atomic replacement still keeps every file whole.

    Raises:
        EnvironmentProblem: when another process holds it, or no lock can be had there.
        UsageError: when there is no such folder.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    path = folder / ".kzgraph.lock"
    try:
        handle = _locked(path, lambda handle: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        try:
            os.truncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        except OSError as error:
            raise _unwritable(path, error) from None
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # before the lock is let go: whoever has opened the file by then sees that it is gone
        os.close(handle)


def _locked(path: Path, lock: Callable[[int], None]) -> int:
    """Return the open file at *path* once *lock* has locked it.

    Raises:
        EnvironmentProblem: when another process holds the lock.
        OSError: when the file cannot be opened, or cannot be locked there.
    """
    while True:
        handle, held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666), False
        try:
            lock(handle)
            held = _is_at(path, handle)  # else its last holder has taken it away since it was opened
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
            what = f"{shown(path.parent)}: in use by process {shown(holder)}; wait until it ends"
            raise EnvironmentProblem(what) from None
        finally:
            if not held:
                os.close(handle)
        if held:
            return handle


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
