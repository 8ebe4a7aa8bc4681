"""The encoding of Yjs's messages: whole numbers of variable length, and byte strings with their length before them.

Everything that reads here may have been sent by anybody: what cannot be read raises BadMessage, and nothing else.
"""

_LARGEST = 2**53
"""Yjs counts no further: these are JavaScript's numbers."""


class BadMessage(ValueError):
    """Bytes that are not what they should be."""


class Reader:
    """Reads one message from its start to its end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    @property
    def is_at_end(self) -> bool:
        return self.place >= len(self.data)

    def byte(self) -> int:
        if self.place >= len(self.data):
            raise BadMessage("the message ends too early")
        self.place += 1
        return self.data[self.place - 1]

    def number(self) -> int:
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7
            if number > _LARGEST or shift > 56:
                raise BadMessage("a number is too large")

    def skip(self, length: int) -> None:
        if length > len(self.data) - self.place:
            raise BadMessage("the message ends too early")
        self.place += length

    def bytes(self) -> bytes:
        length = self.number()
        start = self.place
        self.skip(length)
        return self.data[start : self.place]

    def text(self) -> str:
        try:
            return self.bytes().decode()
        except UnicodeDecodeError as error:
            raise BadMessage("a text is not UTF-8") from error

    def end(self) -> None:
        if not self.is_at_end:
            raise BadMessage("something stands after the end of the message")


def number(value: int) -> bytes:
    encoded = bytearray()
    while value > 127:
        encoded.append(128 | (value & 127))
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def sized(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return number(len(data)) + data


def text(value: str) -> bytes:
    return sized(value.encode())
