"""A real message centre (SMPP 3.4) in a thread of its own, which can be told to misbehave."""

import asyncio
import threading
from dataclasses import dataclass, field

import smpp34

PATIENCE = 10


@dataclass
class Centre:
    port: int
    taken: list = field(default_factory=list)
    """Every part it accepted."""
    sessions: list = field(default_factory=list)
    busy: int = 0
    """How many parts it turns away for now."""
    refuses: bool = False
    silent: bool = False
    """Whether it takes a part and never answers."""
    refuses_from: int | None = None
    """From which part on it says no."""
    loop: asyncio.AbstractEventLoop = None

    def start(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    def stop(self) -> None:
        self.do(_awaited(self._server.stop))
        self.loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(PATIENCE)

    def do(self, what):
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(PATIENCE)

    def say(self, text: bytes, *, sender="32470123456", **more):
        """A message, or a receipt, to whoever listens."""
        listening = [one for one in self.sessions if one.can_receive]
        deliver = listening[-1].deliver_sm
        return self.do(_awaited(deliver, "8080", text, source_addr=sender, **more))

    def end(self, session) -> None:
        self.do(_awaited(session.unbind))

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self._task = self.loop.create_task(self._serve())
        try:
            self.loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.close()

    async def _serve(self) -> None:
        self._server = smpp34.Server("127.0.0.1", self.port)
        await self._server.start()
        self._ready.set()
        while True:
            self._happened(await self._server.next())

    def _happened(self, event) -> None:
        if isinstance(event, smpp34.Esme):
            self.sessions.append(event)
        elif isinstance(event, smpp34.Unbound):
            self.sessions = [one for one in self.sessions if one.session_id != event.session_id]
        elif isinstance(event, smpp34.SubmitSmEvent):
            self._submitted(event)

    def _submitted(self, event) -> None:
        if self.busy:
            self.busy -= 1
            event.reject(smpp34.ESME_RTHROTTLED)
        elif self.refuses or (
            self.refuses_from is not None and len(self.taken) >= self.refuses_from
        ):
            event.reject(smpp34.ESME_RINVDSTADR)
        else:
            self.taken.append(event)
            if not self.silent:
                event.accept(f"c{len(self.taken)}")


async def _awaited(deliver, *args, **named):
    return await deliver(*args, **named)
