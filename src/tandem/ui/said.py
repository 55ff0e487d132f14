"""Messages about what was just done, as Django keeps them for the next page."""

from functools import cached_property
from typing import Any

from django.contrib.messages.storage.base import BaseStorage, Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Storage(FallbackStorage):
    """Where nothing was said and nothing is to be, as on most pages, the places stay unmade."""

    _queued_messages: list[Message]

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        BaseStorage.__init__(self, request, *args, **kwargs)
        self._used_storages: set[BaseStorage] = set()

    @cached_property
    def storages(self) -> list[BaseStorage]:
        return [place(self.request) for place in self.storage_classes]

    def update(self, response: HttpResponseBase) -> list[Message] | None:
        return super().update(response) if self._queued_messages or self._used_storages else []

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Message], bool]:
        if not self._waits():
            return [], True
        found: tuple[list[Message], bool] = super()._get(*args, **kwargs)  # type: ignore[misc]
        return found

    def _waits(self) -> bool:
        if CookieStorage.cookie_name in self.request.COOKIES:
            return True
        return SessionStorage.session_key in self.request.session
