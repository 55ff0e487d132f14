"""The two fronts at which questions are asked one a page."""

from tandem.ui.front import Front

WEBSITE = Front("ui/page.html", "doors:")
KIOSK = Front("doors/kiosk/frame.html", "doors:kiosk_", shared=True)
