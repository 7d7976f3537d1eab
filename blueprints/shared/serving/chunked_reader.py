"""What the app reads of a body that is sent in chunks: gunicorn's reader, without its errors."""

from errno import ECONNRESET

from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import ParseException


class QuietReader:
    """Lets what nobody can read end as what was cut off does: it is answered 400.

    Flask would take the parser's error for a fault of ours: it would answer 500, and write what
    somebody sent into the log.
    """

    def __init__(self, reader: ChunkedReader) -> None:
        self._reader = reader

    def read(self, size: int) -> bytes:
        """The next bytes of the body, so many at most.

        Raises:
            ConnectionResetError: nobody can read the rest, nor what comes after it.
        """
        try:
            return bytes(self._reader.read(size))
        except ParseException:
            self._reader.req.force_close()
            raise ConnectionResetError(ECONNRESET, "Nobody can read the rest") from None


def quieten(body: Body) -> None:
    """Have a body in chunks read quietly; no other is parsed while it is read."""
    if isinstance(body.reader, ChunkedReader):
        body.reader = QuietReader(body.reader)
