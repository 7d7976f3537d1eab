"""Where a body that is sent in chunks ends, in whatever pieces it comes (RFC 9112, section 7.1)."""

import re

_END_OF_LINE = b"\r\n"
_SIZE = re.compile(rb"[0-9a-f]{1,15}(?![0-9a-z])", re.IGNORECASE)
# The longest line of a size or a trailer, in bytes, that is waited for.
_LONGEST_LINE = 8 * 1024


class ChunkedBody:
    """How much of it has come. What nobody can read is whole: it is the parser's to refuse."""

    def __init__(self) -> None:
        self.is_whole = False
        self._line = b""
        self._missing = 0
        self._was_last = False

    def add(self, data: bytes) -> None:
        """Follow what came next, at most to the end of the body."""
        while data and not self.is_whole:
            data = self._pass_over(data) if self._missing else self._read_line(data)

    def _pass_over(self, data: bytes) -> bytes:
        passed = min(self._missing, len(data))
        self._missing -= passed
        return data[passed:]

    def _read_line(self, data: bytes) -> bytes:
        line, ended, rest = (self._line + data).partition(_END_OF_LINE)
        if ended:
            self._line = b""
            self._take(line)
        else:
            self._line = line
            self.is_whole = len(line) > _LONGEST_LINE
        return rest

    def _take(self, line: bytes) -> None:
        """A chunk's size, or after the last chunk a trailer, of which an empty one ends it all."""
        if self._was_last:
            self.is_whole = not line
        elif size := _SIZE.match(line):
            self._begin_chunk(int(size[0], 16))
        else:
            self.is_whole = True

    def _begin_chunk(self, size: int) -> None:
        self._was_last = size == 0
        self._missing = size + len(_END_OF_LINE) if size else 0
