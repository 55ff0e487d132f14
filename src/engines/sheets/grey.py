"""Any picture as rows of grey, without being overrun by a hostile one."""

import numpy as np
from PIL import Image

from engines.sheets.question import BadQuestion, Grey, Picture, Refused, Rules

LEAST_SIDE = 300
COLOURS = 3
ALPHA = 4


class Unfit(Exception):
    """The picture is not read; `refused` says why."""

    def __init__(self, code: str, **facts: float) -> None:
        super().__init__(code)
        self.refused = Refused(code, facts)


def grey(picture: Picture, rules: Rules) -> Grey:
    """Rows of grey. Raises Unfit by its size alone, before anything is decoded."""
    width, height = _size(picture)
    if width * height > rules.most_pixels:
        raise Unfit("too_many_pixels", width=width, height=height, most=rules.most_pixels)
    if min(width, height) < LEAST_SIDE:
        raise Unfit("too_few_pixels", width=width, height=height, least=LEAST_SIDE)
    drawn = picture if isinstance(picture, Image.Image) else _drawn(picture)
    try:
        return np.asarray(_flat(drawn))
    except (OSError, ValueError, SyntaxError) as error:
        raise Unfit("picture_broken") from error


def is_bilevel(rows: Grey) -> bool:
    """Whether all is black or white, as on a fax: whoever wrote in pencil left nothing on it."""
    counts = np.bincount(rows[::3, ::3].ravel(), minlength=256)
    between = int(counts[40:216].sum())
    return between * 50 < int(counts[:40].sum()) or between == 0


def _size(picture: Picture) -> tuple[int, int]:
    if isinstance(picture, Image.Image):
        return picture.size
    if picture.ndim not in (2, 3) or (picture.ndim == COLOURS and picture.shape[2] not in (3, 4)):
        raise BadQuestion("picture", f"{picture.shape} is not the shape of a picture.")
    return picture.shape[1], picture.shape[0]


def _drawn(picture: np.ndarray) -> Image.Image:
    if picture.dtype == np.bool_:
        return Image.fromarray(picture.astype(np.uint8) * np.uint8(255))
    if picture.dtype == np.uint16:
        return Image.fromarray((picture >> 8).astype(np.uint8))
    if picture.dtype != np.uint8:
        raise BadQuestion("picture", f"{picture.dtype} is not grey from 0 to 255.")
    return Image.fromarray(picture)


def _flat(picture: Image.Image) -> Image.Image:
    """Grey, with white paper behind whatever can be seen through."""
    if picture.mode == "L" and "transparency" not in picture.info:
        return picture
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _of_deep(picture)
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        behind = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(behind, seen).convert("L")
    if picture.mode in ("LAB", "HSV"):
        picture = picture.convert("RGB")
    return picture.convert("L")


def _of_deep(picture: Image.Image) -> Image.Image:
    """Sixteen bits a pixel, or numbers that may mean anything: brought to 0 to 255."""
    values = np.nan_to_num(np.asarray(picture).astype(np.float32), nan=0.0, posinf=0, neginf=0)
    most = float(values.max(initial=0.0))
    whole = 1.0 if most <= 1 else 255.0 if most <= 255 else 65535.0
    return Image.fromarray(np.clip(values * (255 / whole), 0, 255).astype(np.uint8))
