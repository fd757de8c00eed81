"""Walls: pages that answer 200 and are not what was asked for."""

import re

MARKERS = re.compile(
    r"(enable javascript and cookies to continue|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"attention required! \| cloudflare|just a moment\.\.\.|request rejected|access denied|pardon our interruption|"
    r"please enable js and disable any ad blocker|unusual traffic from your computer|captcha-delivery|"
    r"we value your privacy|before you continue|cookie consent required|consent to the use of cookies|"
    r"the requested url was rejected)",
    re.IGNORECASE,
)
PAYWALLS = re.compile(
    r"(subscribe to (?:continue|read)|subscribers? only|to continue reading|sign in to (?:continue|read)|"
    r"this (?:article|content|story) is (?:only )?(?:available )?(?:for|to) subscribers|already a subscriber\?|"
    r"unlock this article)",
    re.IGNORECASE,
)
#: A wall says little beside itself.
SHORT_PAGE = 1500


def wall_in(text: str) -> str:
    """Return the words of a consent wall, challenge or soft error in a page's visible text, "" where there are none.

    Only short pages are walls: long articles may well speak of captchas.
    """
    if len(text) > SHORT_PAGE:
        return ""
    found = MARKERS.search(text)
    return found[0].lower() if found else ""


def asks_for_money(text: str) -> bool:
    """Return whether a page's text ends in an offer to subscribe."""
    return bool(PAYWALLS.search(text))
