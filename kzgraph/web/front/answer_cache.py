"""Answers that were given before: the graph does not change while it is served, so they can be given again."""

from collections import OrderedDict
from dataclasses import dataclass, field

from kzgraph.web.messages.messages import Reply

_MOST = 8 << 20
_LARGEST = 256 << 10
_EACH = 2000
"""Bytes that an entry takes besides its request and its answer, about."""


@dataclass
class AnswerCache:
    """Keeps the answers asked for last, 8 MB of them at the most; none larger than 256 kB."""

    most: int = _MOST
    _kept: OrderedDict[bytes, Reply] = field(default_factory=OrderedDict)
    _size: int = 0

    def find(self, request: bytes) -> Reply | None:
        """Return the answer to *request*, if it is kept."""
        found = self._kept.get(request)
        if found is not None:
            self._kept.move_to_end(request)
        return found

    def keep(self, request: bytes, reply: Reply) -> None:
        """Keep *reply* as the answer to *request*, unless it is an error, volatile or large."""
        size = _EACH + len(request) + len(reply.body)
        if reply.status not in (200, 303) or reply.volatile or size > _LARGEST or request in self._kept:
            return
        self._kept[request] = reply
        self._size += size
        while self._size > self.most:
            old, gone = self._kept.popitem(last=False)
            self._size -= _EACH + len(old) + len(gone.body)
