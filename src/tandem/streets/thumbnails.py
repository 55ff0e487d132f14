"""Photos small enough for a sheet of paper. They were drawn anew when they came."""

import base64
import io

from PIL import Image

LONGEST = 480


def svg(jpeg: bytes) -> str:
    """A small copy in the one form of picture that the press takes as text."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        opened.thumbnail((LONGEST, LONGEST))
        out = io.BytesIO()
        opened.convert("RGB").save(out, "JPEG", quality=75)
        width, height = opened.size
    told = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{told}"/></svg>'
    )
