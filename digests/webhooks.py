"""One JSON message to one webhook: no redirects, a time limit, and the same four answers as mail."""

from collections.abc import Callable, Mapping

from digests.delivery import Answer, Verdict

#: Client errors that may pass: time-out, too early, too many.
PASSING = frozenset({408, 425, 429})


def post_webhook(
    url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, before_end: Callable[[], None]
) -> Answer:
    """Post a body; ``before_end`` is called just before it goes out. ``seconds`` is the limit for each stage.

    The address is a secret of the tool behind it, so no answer repeats it.
    """
    import httpx  # noqa: PLC0415  half a second, which mail need not wait for

    told = {"Content-Type": "application/json", "User-Agent": "reewatch"} | dict(headers)
    try:
        before_end()
        response = httpx.post(url, content=body, headers=told, timeout=seconds, follow_redirects=False)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        return Answer(Verdict.LATER, f"connecting: {type(error).__name__}")
    except httpx.InvalidURL:
        return Answer(Verdict.NEVER, "this is no web address")
    except httpx.HTTPError as error:
        return Answer(Verdict.UNKNOWN, f"no answer: {type(error).__name__}")
    return Answer(_verdict(response.status_code), f"answered {response.status_code}")


def _verdict(status: int) -> Verdict:
    if 200 <= status < 300:  # noqa: PLR2004  RFC 9110, 15
        return Verdict.TAKEN
    return Verdict.LATER if status >= 500 or status in PASSING else Verdict.NEVER  # noqa: PLR2004
