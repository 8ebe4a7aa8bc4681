"""What waits to be sent to one page. A page that does not read is let go before it fills the memory."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MAX_BYTES = 4 * 1024 * 1024
"""Beyond what one message may have; the first message is always taken, so that a long document can be sent at all."""


class Outbox:
    def __init__(self) -> None:
        self.waiting: deque[bytes] = deque()
        self.size = 0
        self.news = asyncio.Event()

    def put(self, data: bytes) -> bool:
        """False if too much waits."""
        if self.waiting and self.size + len(data) > MAX_BYTES:
            return False
        self.waiting.append(data)
        self.size += len(data)
        self.news.set()
        return True

    def clear(self) -> None:
        self.waiting.clear()
        self.size = 0

    async def send_all(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Send what comes, until cancelled. What is being sent counts as waiting."""
        while True:
            while self.waiting:
                data = self.waiting[0]
                await send(data)
                if self.waiting and self.waiting[0] is data:
                    self.waiting.popleft()
                    self.size -= len(data)
            self.news.clear()
            await self.news.wait()
