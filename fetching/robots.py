"""robots.txt (RFC 9309): what a host allows, kept for one run."""

from dataclasses import dataclass

from protego import Protego

from reewatch.fetches import ArchivedFetch, Outcome

SIZE_CAP = 500 * 1024
#: The host said that there is no file, or that we may not see it: then everything is allowed (RFC 9309, 2.3.1.3).
ABSENT = frozenset({Outcome.NOT_FOUND, Outcome.GONE, Outcome.REFUSED, Outcome.CLIENT_ERROR, Outcome.EMPTY})


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one robots.txt says; ``rules`` is None where everything is allowed or everything is refused."""

    rules: Protego | None
    allowed: bool

    def allows(self, url: str, user_agent: str) -> bool:
        """Return whether the URL may be asked for."""
        return self.allowed if self.rules is None else bool(self.rules.can_fetch(url, user_agent))

    def spacing(self, user_agent: str) -> float:
        """Return the seconds between two requests that the file asks for, 0 where it does not."""
        if self.rules is None:
            return 0.0
        delay = float(self.rules.crawl_delay(user_agent) or 0.0)
        rate = self.rules.request_rate(user_agent)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)


def read_robots(archived: ArchivedFetch) -> RobotsRules:
    """Return the rules of a fetched robots.txt; a server's failure refuses everything for this run."""
    outcome = archived.fetch.outcome
    if outcome is Outcome.FETCHED:
        text = archived.body[:SIZE_CAP].decode("utf-8", "replace").lstrip("\ufeff")
        return RobotsRules(Protego.parse(text.replace("\r\n", "\n").replace("\r", "\n")), allowed=True)
    return RobotsRules(None, allowed=outcome in ABSENT)
