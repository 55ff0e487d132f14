"""Text messages as files, to try and to teach: nothing leaves the machine."""

import re

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify


class Folder:
    """Each message is a file in DATA/sms, its name the moment and the number it is for."""

    def send(self, number: str, text: str, key: str) -> str | None:
        folder = settings.DATA / "sms"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        digits = re.sub("[^0-9]", "", number)
        name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{digits}-{slugify(key)[-8:]}.txt"
        # Written beside and put in place, so that nobody reads half of it.
        made = folder / f".{name}"
        made.write_text(f"{text}\n", encoding="utf-8")
        made.replace(folder / name)
        return None

    def close(self) -> None:
        return
