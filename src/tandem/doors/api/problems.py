"""What a program is told when something is wrong (RFC 9457), in the language of the person."""

from collections.abc import Mapping

from django.http import JsonResponse

from tandem.toolbox.texts import Text


class Problem(Exception):
    """Ends the request with this answer."""

    def __init__(
        self,
        status: int,
        title: Text,
        *,
        errors: Mapping[str, list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        super().__init__(str(status))
        self.status, self.title = status, title
        self.errors, self.headers, self.more = errors, headers or {}, more

    def response(self) -> JsonResponse:
        body: dict[str, object] = {"status": self.status, "title": str(self.title), **self.more}
        if self.errors is not None:
            body["errors"] = dict(self.errors)
        response = JsonResponse(body, status=self.status, json_dumps_params={"ensure_ascii": False})
        response.headers["Content-Type"] = "application/problem+json"
        for name, said in self.headers.items():
            response.headers[name] = said
        return response
