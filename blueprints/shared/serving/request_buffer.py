"""What a client sends, buffered until it is a whole request: no thread waits for slow Wi-Fi.

Where a request ends is read off its head (RFC 9112, section 6.3), to know when a thread may begin.
What it means is for gunicorn's parser alone: misled by us, that finds too little and ends the
connection.
"""

import re
import time
from collections.abc import Iterator
from errno import ECONNRESET
from functools import partial
from tempfile import SpooledTemporaryFile

from .chunked_body import ChunkedBody

# The most that a request may have, in bytes: a photo and what stands around it. One that announces
# more is answered at once.
LARGEST = 21 * 1024 * 1024
# How much of one is kept in memory, in bytes. A longer one goes to the disk.
IN_MEMORY = 64 * 1024
# How long a request may pause in its middle, and take altogether, in seconds.
PAUSE, ALTOGETHER = 10.0, 300.0
# How much is read at once, in bytes.
PORTION = 64 * 1024
_LONGEST_HEAD = 64 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_IN_CHUNKS = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
# Sent by fetch(), and by no page that somebody opens (Fetch, section 3.4).
_BY_SCRIPT = re.compile(rb"\r\nsec-fetch-mode:[ \t]*(?:cors|same-origin)[ \t]*\r\n", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.IGNORECASE)
# However a length is spelled, and whatever proxies in front make of it.
_SPEAKS_OF_A_BODY = re.compile(rb"content-length|transfer-encoding", re.IGNORECASE)
_EXPECTS_CONTINUE = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class RequestBuffer:
    """What has come of a request so far."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.size = 0
        self.has_ended = False
        self.has_disk = False
        self.expects_continue = False
        self.head = b""
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._needed: int | None = None
        self._chunks: ChunkedBody | None = None

    def add(self, chunk: bytes) -> None:
        """Keep what came next. An empty chunk is the end of the stream."""
        if not self.size:
            self.began = time.monotonic()
        self.has_ended = not chunk
        self.size += len(chunk)
        self._file.write(chunk)
        if self._needed is None:
            self.head += chunk
            self._read_head()
        elif self._chunks:
            self._chunks.add(chunk)

    def _read_head(self) -> None:
        head, found, body = self.head.partition(_END_OF_HEAD)
        if found:
            self.head = head + found
            self._needed = self._length(self.head) + len(self.head)
            self._follow_chunks(body)
        elif self.size > _LONGEST_HEAD:
            self._needed = 0

    def _length(self, head: bytes) -> int:
        """How long its body is, as far as that is known: a chunked one may be as long as any."""
        given = _LENGTH.search(head)
        length = LARGEST if _IN_CHUNKS.search(head) else int(given[1]) if given else 0
        may_go_on = 0 < length <= LARGEST and not self._is_old
        self.expects_continue = may_go_on and bool(_EXPECTS_CONTINUE.search(head))
        return length if length <= LARGEST else 0

    def _follow_chunks(self, body: bytes) -> None:
        if _IN_CHUNKS.search(self.head):
            self._chunks = ChunkedBody()
            self._chunks.add(body)

    @property
    def is_whole(self) -> bool:
        """Whether to begin: all of it is here, or no more will come, or it is too much."""
        if self._needed is None:
            return self.has_ended and self.size > 0
        return self.has_ended or self.size >= self._needed or self._has_all_chunks()

    def _has_all_chunks(self) -> bool:
        return self._chunks is not None and self._chunks.is_whole

    @property
    def is_script_get(self) -> bool:
        """Whether a script asks for something and changes nothing by it, as a poll does."""
        return self.head.startswith(b"GET ") and bool(_BY_SCRIPT.search(self.head))

    @property
    def has_no_body(self) -> bool:
        """Whether it is known to have nothing but a head."""
        return self._needed == len(self.head) and not _SPEAKS_OF_A_BODY.search(self.head)

    @property
    def closes(self) -> bool:
        """Whether the connection is to be closed after it (RFC 9112, section 9.3)."""
        return self._is_old or bool(_CLOSES.search(self.head))

    @property
    def _is_old(self) -> bool:
        return b" HTTP/1.1\r\n" not in self.head

    @property
    def needs_disk(self) -> bool:
        """Whether it is too long for memory."""
        return self.size > IN_MEMORY

    @property
    def patience(self) -> float:
        """How many seconds to wait for more."""
        return min(PAUSE, self.began + ALTOGETHER - time.monotonic())

    def portions(self) -> Iterator[bytes]:
        """All of it, from the beginning, for a parser.

        Raises ConnectionResetError where more is asked for than there is: what was cut off in the
        middle would else be taken for a whole form.
        """
        self._file.seek(0)
        yield from iter(partial(self._file.read, PORTION), b"")
        raise ConnectionResetError(ECONNRESET, "No more has come")

    def rest(self) -> bytes:
        """What the parser has not read."""
        return self._file.read()

    def after_head(self) -> bytes:
        """What came right after its head: the next request, where this one has no body."""
        self._file.seek(len(self.head))
        return self._file.read()

    def close(self) -> None:
        """Free what was kept."""
        self._file.close()
