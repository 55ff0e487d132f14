"""What the log may say of a request: the name of its page, never its address."""

import logging


class PageNames(logging.Filter):
    """An address may hold an invitation or a volunteer's word: whoever reads the log reads neither."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            found = getattr(request, "resolver_match", None)
            name = found.view_name if found else "an address nobody has"
            hidden = {request.path, request.get_full_path()}
            record.args = tuple(name if arg in hidden else arg for arg in record.args)
        return True
