"""Whose own text an article is: an authority's notice, a firm's release, or nobody's but a reporter's.

A publisher's label is free text and a host may be anything, so several signs are counted: the name of the host, the
form of the headline, and operative words ("hereby", "shall take effect", 现公告如下) against a reporter's ("sources
say", a dateline with a credit).
"""

import re
from urllib.parse import urlsplit

#: Signs in host, headline and opening that a text is this state's own.
STATES: dict[str, re.Pattern[str]] = {
    "CN": re.compile(
        r"gov\.cn|mofcom|\bgacc\b|\bmiit\b|\bndrc\b|\bsctc\b|商务部|海关总署|国务院|税委会|工业和信息化部|外交部|"
        r"ministry of commerce(?! (?:and|&) industry)|chinese government|china's (?:commerce|foreign|finance) ministry|"
        r"state council tariff commission|general administration of customs|china customs",
        re.IGNORECASE,
    ),
    "US": re.compile(
        r"white ?house|whitehouse|ustr|fed(?:eral)?[ -]?register|\bFR \d{5}|executive order|proclamation \d|"
        r"u\.?s\.? trade representative|united states trade representative|department of (?:commerce|defense|war|"
        r"energy|the treasury|the interior|state)|defense-releases|bureau of industry and security|\bbis\b|pentagon|"
        r"office of strategic capital|export-import bank|\bexim\b|\bdfc\b|customs and border protection|"
        r"by the president|the president (?:today|has|signed|amended|pauses)|defense\.gov|treasury\.gov|"
        r"supreme court of the united states|court of international trade|federal circuit|congress\.gov",
        re.IGNORECASE,
    ),
    "EU": re.compile(
        r"europa\.eu|eur-lex|official journal of the european|regulation \(eu\)|commission (?:implementing|delegated)|"
        r"european commission|council of the european union|(?:^|\W)eu-(?:commission|council)",
        re.IGNORECASE,
    ),
    "JP": re.compile(
        r"\.go\.jp|\bmeti\b|government of japan|\bjogmec\b|経済産業省|ministry of economy, trade and industry",
        re.IGNORECASE,
    ),
    "IN": re.compile(
        r"\.gov\.in|\bdgft\b|directorate general of foreign trade|government of india|"
        r"ministry of commerce (?:and|&) industry",
        re.IGNORECASE,
    ),
    "AU": re.compile(r"\.gov\.au|australian government|government of australia", re.IGNORECASE),
    "GB": re.compile(r"\.gov\.uk|hm government|department for business and trade", re.IGNORECASE),
    "CA": re.compile(r"\.gc\.ca|\.canada\.ca|government of canada", re.IGNORECASE),
    "KR": re.compile(r"\.go\.kr|ministry of trade, industry|government of the republic of korea", re.IGNORECASE),
}
OFFICIAL_HOST = re.compile(
    r"\.gov(?:\.|$)|(?:^|[.-])gov(?:[.-]|$)|government|gazette|official|ministry|mofcom|ustr|white-?house|"
    r"fed(?:eral)?-?register|europa\.eu|eur-?lex|court|releases?(?:\.|-)|commission|treasury|customs|\.go\.jp|\.mil(?:\.|$)",
    re.IGNORECASE,
)
WIRE_OF_RELEASES = re.compile(
    r"press-?wire|pr-?newswire|business-?wire|globe-?newswire|press-?release|statements?\b|newsroom|investors?\."
)
LABEL = re.compile(
    r"government|official|ministry|regulator|gazette|press (?:release|statement)|company|corporate|filing|"
    r"association statement|fact sheet|court|primary|exchange announcement|legal text",
    re.IGNORECASE,
)
OFFICIAL_LABEL = re.compile(r"government|official|ministry", re.IGNORECASE)
HEADLINE = re.compile(
    r"公告|令\b|答记者问|关于\S{2,60}的(?:通知|决定|通报|函)$|"
    r"^(?:\W*)(?:fact sheet|statement|joint statement|notice|proclamation|executive order|"
    r"final rule|interim final rule|announcement no|order no|regulation|commission (?:implementing|delegated)|readout|"
    r"remarks|press release|spokesperson|opinion of the court|judgment)\b|\bspokesperson (?:on|answers|'s remarks)|"
    r"\b\d+ FR \d+\b|\bv\. ",
    re.IGNORECASE,
)
OPERATIVE = re.compile(
    r"\bhereby\b|\bshall (?:take effect|enter into force|apply)|this (?:announcement|notice|order|regulation|rule)\b|"
    r"gives? notice|by the authority vested|it is (?:so )?ordered|the (?:office|ministry|department|agency|company|"
    r"firm|chamber|bank|association|commission) said today|\btoday (?:announced|signed|said|the president)|said today|"
    r"\btoday the (?:president|secretary|ministry)|公告如下|"
    r"本(?:公告|通知|决定|办法|规定)自|特此(?:公告|通知)|(?:通知|决定)如下|现(?:将|决定|公告)|予以公布|"
    r"reached the following|\bthe united states trade representative (?:gives|modifies|determines|has determined)|"
    r"asked about .{0,80}\bspokesperson",
    re.IGNORECASE,
)
REPORTER = re.compile(
    r"\bsources? (?:say|said|familiar)|people (?:familiar|briefed|with (?:direct )?knowledge)|\btold (?:reporters|this|"
    r"us|reuters|bloomberg)|according to (?:two|three|several|people)|declined to (?:be identified|comment)|"
    r"did not (?:answer|respond|reply)|asking not to be|could not (?:immediately )?(?:confirm|verify)|in our view|"
    r"we (?:wrote|advise|suggest|recommend)|our (?:clients|readers|telephones|trade team)|what to do now|analysts?\b|"
    r"this (?:newspaper|journal|magazine)|\bmembers'|据悉|知情人士|记者(?:获悉|从)",
    re.IGNORECASE,
)
DATELINE_WITH_CREDIT = re.compile(r"^[A-Z][A-Z .,'/-]+,?[^\n]{0,24}\(([A-Z][\w .]+)\)\s*[-\u2013\u2014]", re.MULTILINE)
NOT_OWN = re.compile(
    r"wire|newspaper|trade press|law[- ]firm|opinion|aggregator|newsletter|blog|analysis|magazine|local news|"
    r"state media|think tank|market site|consultan|broadcaster",
    re.IGNORECASE,
)
LEAST_SIGNS = 2
OPENING = 600


def issuer_of(url: str, title: str, text: str, label: str) -> str | None:
    """Return whose own text this is: a state's code, ``self`` for a firm's or body's own release, or None.

    ``label`` is the free label of the kind of publisher, one sign among several.
    """
    host = (urlsplit(url).hostname or "").lower()
    body = text.partition("\n\n")[2] or text
    if _signs(host, title, body, label) < LEAST_SIGNS:
        return None
    places = [f"{host}{urlsplit(url).path[:40]} {title}"]
    if OFFICIAL_HOST.search(host) or HEADLINE.search(title):
        places += [body[:OPENING], body[-200:]]  # a firm's release speaks of authorities, too
    for place in places:
        states = [(m.start(), code) for code, sign in STATES.items() if (m := sign.search(place))]
        if states:
            return min(states)[1]
    return "self"


def _signs(host: str, title: str, body: str, label: str) -> int:
    own = 2 * bool(OFFICIAL_HOST.search(host)) + bool(WIRE_OF_RELEASES.search(host))
    own += bool(HEADLINE.search(title)) + bool(OPERATIVE.search(body)) + bool(LABEL.search(label))
    own += bool(OFFICIAL_LABEL.search(label)) and any(sign.search(host) for sign in STATES.values())
    against = (
        2 * bool(REPORTER.search(body)) + 2 * bool(DATELINE_WITH_CREDIT.search(body)) + 2 * bool(NOT_OWN.search(label))
    )
    return own - against


def is_issuers_text(issuer: str | None, actor: str | None, parties: frozenset[str]) -> bool:
    """Return whether a text whose issuer is known is the primary one for an act.

    A state's text is primary for what that state does; a firm's or body's release for what firms do. ``parties``
    are the states and firms that act or are acted upon; ``actor`` the one that acts, None where it is not told.
    """
    if issuer is None:
        return False
    if issuer == "self":
        return any(p.startswith("org:") for p in parties) or actor is None
    return actor is None or actor.split(".")[0] == issuer or (actor.startswith("org:") and issuer in parties)
