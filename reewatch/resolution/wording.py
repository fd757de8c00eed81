"""What a sentence is about beyond its type of event: the things of this trade, however they are called."""

import re
from collections.abc import Iterable
from functools import lru_cache

#: One thing by its many names. A promise of a "fast-track channel" is kept by a "green lane".
CONCEPTS: dict[str, str] = {
    "fast track": r"fast[- ]?track|fast[- ]?lane|green (?:channel|lane)|express (?:lane|channel|window)|expedit\w+|"
    r"special channel|priority (?:lane|channel|queue)|快速通道|绿色通道|便利通道",
    "general licence": r"general licen[cs]es?|general permits?|validated end[- ]users?|"
    r"blanket (?:licen[cs]es?|permits?)|通用许可",
    "list": r"\blists?\b|\bwhite-?lists?\b|\bcatalogues?\b|\bcatalogs?\b|\broster\b|\bregister\b|清单|名单|目录",
    "exclusion": r"\bexclusions?\b|\bexempt\w*|\bwaivers?\b|\bcarve-?outs?\b|排除|豁免",
    "cars": r"\bcar ?makers?\b|\bauto ?makers?\b|\bcar (?:firms?|companies|manufacturers?)\b|"
    r"\bmotor (?:industry|manufacturers?|makers?)\b|\bvehicles?\b|\bautomotive\b|汽车",
    "machines": r"\bmachin\w+|\bequipment\b|\bfurnaces?\b|\bpresses\b|\btools?\b|设备|机械",
    "rules": r"\bguid(?:ance|elines?|es?)\b|\bimplementing rules?\b|\bregulations?\b|\bcriteria\b|细则|指南",
    "meeting": r"\bmeet\w*|\btalks\b|\brounds?\b|\bdialogues?\b|\bsessions?\b|\bsummits?\b|会谈|磋商|会晤",
    "plant": r"\bplants?\b|\bfactor(?:y|ies)\b|\bfacilit(?:y|ies)\b|\brefiner(?:y|ies)\b|\bsmelters?\b|\bworks\b|工厂",
    "mine": r"\bmines?\b|\bmining\b|\bpits?\b|矿",
    "buyers": r"\bbuyers?\b|\bpurchasers?\b|\bimporters?\b|\bcustomers?\b|\bend[- ]users?\b|用户|买家",
    "hotline": r"\bhotlines?\b|\bhelp ?desks?\b|\bcontact (?:point|person)s?\b|热线",
    "report": r"\breports?\b|\bfindings?\b|\bstud(?:y|ies)\b|\bassessments?\b|报告",
    "review": r"\breviews?\b|\bprobes?\b|\binvestigations?\b|\binquir(?:y|ies)\b|调查|复审",
    "quota": r"\bquotas?\b|配额|指标",
    "refund": r"\brefunds?\b|\breimburs\w+|退税",
    "backlog": r"\bbacklogs?\b|\bpending\b|\bqueue\b|积压",
    "office": r"\boffices?\b|\bcent(?:re|er)s?\b|\bmechanisms?\b|\bworking groups?\b|机制|中心",
    "website": r"\bportals?\b|\bwebsites?\b|\bonline\b|\bplatforms?\b|平台|网站",
    "loan": r"\bloans?\b|\bcredits?\b|贷款",
    "grant": r"\bgrants?\b|\bsubsid\w+|补贴",
    "stake": r"\bstakes?\b|\bequity\b|\bshares?\b|股权",
    "offtake": r"off-?take|\bsupply (?:deal|agreement|contract)s?\b|承购",
    "stockpile": r"\bstockpil\w+|\breserves?\b|储备",
    "duty": r"\btariffs?\b|\bdut(?:y|ies)\b|\blev(?:y|ies)\b|关税",
    "control": r"\bcontrols?\b|\bcurbs?\b|\brestrictions?\b|\bbans?\b|管制|限制|禁令",
    "entity": r"\bentit(?:y|ies)\b|实体",
    "technology": r"\btechnolog\w+|\bknow-how\b|技术",
    "military": r"\bmilitary\b|\bdefen[cs]e\b|军",
}  # fmt: skip
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CONCEPTS.items()}
#: Concepts that nearly every text of this trade names tell nothing apart.
WEAK = frozenset({"duty", "control"})
WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
STEM = 6
#: Words that tell no two matters apart: days, parties, and the verbs of every announcement.
COMMON_WORDS = """
about above across administration after again agreed agreement also america american announce announced announcement
april asked august been before beijing being between both bring brussels china chinese comes commerce commission
countries country date days december delay delayed department earth earths europe european export exports february
first friday from goods government have held india indian initial into issue issued january japan japanese july june
keep kept last later least licence licences license licenses made make march materials meanwhile metal metals
mineral minerals ministry monday month months more most november october office official officials only open opened
order other over part permit permits plan plans pledge pledged president promise promised promises publish published
rare release released representative said same saturday says secretary september set side sides since some spokesman
spokesperson spokeswoman start state statement states still sunday than that their them then there these they this
thursday time today trade tuesday under union united until washington wednesday week weeks were when which while
will with within would year years
"""
COMMON = frozenset(COMMON_WORDS.split())


@lru_cache(maxsize=8192)
def distinctive(text: str) -> frozenset[str]:
    """Return what a text is about: its concepts, and the stems of its uncommon words."""
    found = {name for name, pattern in PATTERNS.items() if name not in WEAK and pattern.search(text)}
    rest = text
    for pattern in PATTERNS.values():
        rest = pattern.sub(" ", rest)
    words = {w.lower() for w in WORD.findall(rest)}
    return frozenset(found | {w[:STEM] for w in words if w not in COMMON})


def shared_wording(text: str, others: Iterable[str]) -> float:
    """Return the share, 0 to 1, of what a text is about that the other texts are about too.

    Of texts in two scripts only the things can be compared that have a name in both.
    """
    told_by = list(others)
    own = distinctive(text)
    if told_by and all(bool(CHINESE.search(o)) != bool(CHINESE.search(text)) for o in told_by):
        own &= CONCEPTS.keys()
    told = frozenset[str]().union(*(distinctive(o) for o in told_by))
    return len(own & told) / len(own) if own else 0.0
