"""The log of the server before Django: no address stands in it either."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from gunicorn.glogging import Logger

from tandem.toolbox.logs import hide

AN_ADDRESS = "an address"
REFUSED = re.compile(r"(Invalid request from ip=\S*: [^:]*).*", re.DOTALL)
"""What follows the colon is quoted from the request: its line, a header."""
TELLING = ("q", "U", "f", "{referer}i", "{cookie}i", "{location}o", "{set-cookie}o")
"""Facts an access log may ask for that lead to somebody's page."""


class NoAddresses(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = REFUSED.sub(r"\1", record.msg)
        args = record.args if isinstance(record.args, tuple) else ()
        hide(record, AN_ADDRESS, (arg for arg in args if isinstance(arg, str) and "/" in arg))
        return True


class ServerLog(Logger):
    """As gunicorn keeps it, with every address left out, also where an access log is asked for."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        if not any(isinstance(one, NoAddresses) for one in self.error_log.filters):
            self.error_log.addFilter(NoAddresses())

    def atoms(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: Any) -> Any:
        known = super().atoms(resp, req, environ, request_time)
        kept = {name: value for name, value in known.items() if not name.endswith("}e")}
        kept.update(dict.fromkeys(TELLING, "-"))
        kept["r"] = f"{environ['REQUEST_METHOD']} - {environ['SERVER_PROTOCOL']}"
        return kept
