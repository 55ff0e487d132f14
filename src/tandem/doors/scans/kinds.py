"""What a file is, by its first bytes. Its name is what somebody called it, and says nothing."""

PDF, JPEG, PNG, TIFF, HEIC = "pdf", "jpeg", "png", "tiff", "heic"
BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})


def kind_of(content: bytes) -> str:
    """One of the kinds that are read; empty for everything else.

    >>> kind_of(b"%PDF-1.7 and so on"), kind_of(b"<svg>%PDF-1.7</svg>")
    ('pdf', '')
    """
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    return HEIC if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS else ""
