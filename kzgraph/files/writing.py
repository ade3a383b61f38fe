"""Replacing a file without it ever being half written."""

import errno
import glob
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kzgraph.errors import EnvironmentProblem, KzgraphError, UsageError, shown
from kzgraph.files.paths import name_of


def unwritable(path: Path, error: OSError) -> KzgraphError:
    """Return what to tell, and how to mend it, when *path* cannot be written because of *error*."""
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return UsageError(
            f"{name_of(path)}: there is no folder {name_of(path.parent)} to write to; make it first, or name another"
        )
    mends = {
        errno.ENOSPC: "the disk is full; make room and run it again",
        errno.EROFS: "the file system is read-only; choose another folder",
        errno.EACCES: "no permission; choose another folder or change its permissions",
        errno.EPERM: "no permission; choose another folder or change its permissions",
        errno.ENOTDIR: "a part of the path is a file; choose another folder",
        errno.ENOENT: "no file can be made in this folder; choose another",
        errno.EEXIST: "a part of the path is a file; choose another folder",
    }
    reason = mends.get(error.errno or 0, error.strerror or "unknown reason")
    return EnvironmentProblem(f"{name_of(path)}: cannot be written: {reason}")


def replace(path: Path, content: bytes) -> None:
    """Put *content* into *path* whole or not at all, as :func:`replaced` does.

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when *path* is no name of a file, or its folder does not exist.
    """
    with replaced(path) as stream:
        stream.write(content)


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Replace *path* by what the block writes into the stream that it is given, whole or not at all.

    A temporary file in the same folder is written, synced and renamed over *path*;
    whatever stops it on the way leaves the old file as it was. A symbolic link stays one: what it leads to is written.

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when *path* is no name of a file, or its folder does not exist.
    """
    import tempfile

    temporary = ""
    try:
        if path == Path("-"):
            raise UsageError("-: is no name of a file here; give one")
        if path.is_dir():
            raise UsageError(f"{name_of(path)}: is a folder; give the name of a file")
        if path.exists() and not path.is_file():
            raise UsageError(f"{name_of(path)}: is a device or a pipe; give the name of a file, or leave out -o")
        path = path.resolve() if path.is_symlink() else path
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise unwritable(path, error) from None
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
        raise unwritable(path, error) from None


def folder_above(path: Path) -> Path:
    """Return the folder in which the folder *path* is to be made.

    Raises:
        UsageError: when it is not there.
    """
    above = path.absolute().parent
    if not above.is_dir():
        raise UsageError(f"{name_of(path)}: there is no folder to make it in; make that first")
    return above


@contextmanager
def made_whole(path: Path, *, over: Callable[[Path], bool] = lambda _: False) -> Iterator[Path]:
    """Make the folder *path* whole or not at all: what the block puts into the folder that it is given.

    Args:
        path: the folder; an empty one that is there is replaced.
        over: says of a folder that holds something whether it may be replaced; it answers until the new one is whole.

    Raises:
        UsageError: when it holds something else, or the folder above it is not there.
        EnvironmentProblem: when the machine does not let us.
    """
    import tempfile

    if path.exists() and not over(path) and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{name_of(path)}: is there already and holds something; name a new folder, or an empty one")
    above, made = folder_above(path), None
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=above))
        yield made
        made.chmod(0o755)
        _put(made, path)
    except OSError as error:
        raise EnvironmentProblem(f"{name_of(path)}: cannot be made: {shown(error.strerror or error)[:200]}") from None
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def _put(made: Path, path: Path) -> None:
    """Rename *made* to *path*; what was there is put aside first, and back when that fails."""
    if not path.exists():
        made.rename(path)
        return
    old = made.with_suffix(".old")
    path.rename(old)
    try:
        made.rename(path)
    except OSError:
        old.rename(path)
        raise
    with suppress(OSError):
        shutil.rmtree(old)


def put_into(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write *files* (path inside *folder*, content), making the folders that they need."""
    for name, content in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def sweep(path: Path) -> None:
    """Remove what killed writers of *path* have left beside it; only its one writer may do so."""
    for left in path.parent.glob(f".{glob.escape(path.name[:40])}.*.tmp"):
        with suppress(OSError):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


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
        raise unwritable(path, error) from None
    try:
        try:
            os.truncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        except OSError as error:
            raise unwritable(path, error) from None
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
