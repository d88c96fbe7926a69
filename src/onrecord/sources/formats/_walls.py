"""Pages that stand where an article should: they ask for consent, a login, money or JavaScript, or for patience.

None of what is looked for settles it alone. What a page says counts by how much of its text says it, without what it
quotes: an article about consent tells of it, and asks nobody. What a feed said of the article counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

__all__ = ["Met", "shares", "wall"]

ENOUGH = 3
"""Points from which on a page is a wall."""

TINY = 600
"""Characters of a text that is hardly an article; where there are no more, all that the page has is looked at."""

ORDER = 60
"""Characters of a sentence that tells the reader what to do, such as "Subscribe to continue reading", at most."""

BARE = 150
"""Characters below which what stands beside a field for a password is no article."""

HEADED = "//article[.//h1]//p"
"""Paragraphs of an article with its heading: pages that stand in the way of one are seldom built so."""

FIELD = "//input[@type='password']"

START = 400
"""Characters of an article that is paid for, up to which they are its start alone."""


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.IGNORECASE)


@dataclass(frozen=True)
class Wall:
    """A kind of wall: how it is called, how long it is at most, how its title starts, and what its paragraphs say.

    A paragraph of a wall has something of each of `says`. Long texts without any of `stems` needn't be searched.
    """

    name: str
    longest: int
    title: re.Pattern[str]
    says: tuple[re.Pattern[str], ...]
    stems: tuple[str, ...] = ("",)


YOU = _words(
    r"you\b|your\b|accept all|reject all|please\b|sie\b|ihr(?:e[nmrs]?)?\b|du\b|dein\w*|bitte\b",
    r"alle (?:akzeptieren|ablehnen)",
    r"vous\b|votre\b|vos\b|tout (?:accepter|refuser)|veuillez|usted\b|tus?\b|sus?\b|puedes?\b|aceptar\b|por favor",
    r"tuo\b|tua\b|tuoi\b|vostr[oaie]\b|suoi?\b|puoi\b|accett\w+|você\b|seus?\b|suas?\b|aceitar\b",
    r"je\b|jij\b|jouw\b|uw?\b|accepteer\w*|twoj\w+|możesz|akceptuj\w*|dina?\b|ditt\b|godkänn\w*|вы\b|ваш\w*|принять",
    r"(?:on|to) (?:a|your) device|auf (?:einem|ihrem) gerät|sur (?:un|votre) (?:appareil|terminal)",
    r"op (?:een|je) apparaat|en (?:un|su|tu) dispositivo|n?um dispositivo|no seu dispositivo|su un dispositivo",
    r"na urządzeni\w+|på (?:en|din) enhet",
    "あなた|お客様|您|你|请",
)
WE = _words(
    r"we\b|our\b|us\b|partners?\b|vendors?\b|accept all|reject all|this (?:site|website|page)|choices?\b",
    r"settings|my\b",
    r"wir\b|uns(?:er\w*)?\b|partner\w*|einwilligung|alle (?:akzeptieren|ablehnen)|einstellungen|nous\b|notre\b|nos\b",
    r"partenaires|tout (?:accepter|refuser)|paramètres|choix|nosotros|nuestr\w+|socios|utilizamos|usamos",
    r"ajustes|noi\b",
    r"nostr\w+|utilizziamo|usiamo|impostazioni|nós\b|noss\w+|parceiros|configurações|definições|wij\b|onze?\b|ons\b",
    r"instellingen|keuzes?|nasz\w*|nasi\b|ustawieni\w*|vi\b|våra?\b|vore?s?\b|inställningar|мы\b|наш\w*|настройк\w*",
    "当社|私たち|我们|設定|设置",
)
READER = re.compile(f"{YOU.pattern}|{WE.pattern}", re.IGNORECASE)
"""Those whom a wall speaks to, those who speak, and either."""

CONSENT = Wall(
    "a page that asks for consent to cookies or tracking",
    12_000,
    _words(
        r"(?:(?:your|manage|cookie|privacy) ){1,3}(?:privacy|choices?|cookies?|consent|settings|preferences)\b",
        r"before you continue|we value your privacy|cookie (?:notice|policy|wall|consent)|consent\b",
        r"(?:ihre )?(?:datenschutz|cookie|privatsphäre)[ -]?(?:einstellungen|hinweise?|auswahl)|zustimmung",
        r"einwilligung",
        r"(?:vos|votre|gére[rz]|paramètres?|choix)\b.{0,30}(?:cookies|confidentialité|vie privée|consentement)",
        r"(?:tu|su|sus|configur\w*|ajustes|política)\b.{0,30}(?:cookies|privacidad|consentimiento)",
        r"(?:la tua|impostazioni|informativa|consenso|sua)\b.{0,30}(?:cookie|privacy|consenso)",
        r"(?:suas?|as suas|configura\w*)\b.{0,30}(?:cookies|privacidade|consentimento)",
        r"(?:jouw|je|uw)\b.{0,20}(?:privacy|cookies?|keuzes?)|cookie-?instellingen|privacy-?instellingen",
    ),
    (
        _words(
            r"cookies?\b|tracking|trackers?\b|consent|partners?\b|vendors?\b|identifiers?\b|personal data|privacy",
            r"legitimate interests?|advertis\w+|personali[sz]ed|without ads",
            r"einwillig\w+|zustimm\w+|partner\w*|personenbezogen\w*|datenschutz|berechtigt\w+ interesse\w*",
            r"werbung|kennungen",
            r"consent\w+|traceurs?|partenaires?|données (?:personnelles|à caractère)|intérêts? légitimes?",
            r"publicités?",
            r"consentimiento|socios|datos personales|interés legítimo|publicidad|rastreo|privacidad",
            r"consenso|dati personali|interess[ei] legittim[oi]|pubblicità|tracciamento|tracciatori",
            r"consentimento|parceiros|dados pessoais|interesses? legítimos?|publicidade|rastreamento|privacidade",
            r"toestemming|persoonsgegevens|gerechtvaardigd belang|advertenties|zgod\w+|plik\w* cookie",
            r"partner\w+|reklam\w*",
            r"samtycke|samtykke|personuppgifter|personopplysninger|annonser|согласи\w+|файл\w* cookie|персональны\w+",
            r"同意|クッキー|個人情報|隐私|同意|个人信息",
        ),
        YOU,
        WE,
    ),
    (
        "cookie",
        "track",
        "privac",
        "datenschutz",
        "einwillig",
        "zustimm",
        "consen",
        "toestemm",
        "zgod",
        "samt",
        "соглас",
        "同意",
    ),
)

CHALLENGE = Wall(
    "a page that checks whether a person is reading",
    1_500,
    _words(
        r"just a moment|attention required|one more step|are you (?:a robot|human)|robot check|security check",
        r"access (?:to this page )?(?:has been |is )?(?:denied|blocked)|verify(?:ing)? (?:that )?you",
        r"checking your browser",
        r"captcha|pardon our interruption|request (?:blocked|rejected)|einen moment|sicherheits(?:über)?prüfung",
        r"zugriff (?:verweigert|blockiert)|un instant|vérification|accès (?:refusé|bloqué)|un momento",
        r"acceso denegado",
        r"accesso negato|acesso negado|um momento|even geduld|toegang geweigerd|доступ (?:запрещ|огранич)\w+",
        r"少々お待ち|okamžik|请稍候|安全验证",
    ),
    (
        _words(
            r"(?:checking|verif\w+|check|confirm|prove|make sure)\b.{0,60}\b(?:browser|human|robot|bot|person|secure)",
            r"(?:not|are) a (?:robot|bot)\b|unusual (?:traffic|activity)|ray id|ddos|automated (?:access|requests)",
            r"enable (?:cookies|javascript) and|(?:be|you) redirected|(?:has been |is )blocked",
            r"security (?:service|check)",
            r"(?:this|the) (?:check|process) is automatic|performance (?:&|and) security by",
            r"may take (?:a few|\d+) seconds",
            r"(?:kein|ob sie ein|dass sie ein) (?:roboter|mensch)|ungewöhnliche\w* (?:datenverkehr|aktivität)",
            r"(?:überprüf|prüf)\w*.{0,60}\b(?:browser|mensch|sicherheit|verbindung)|weitergeleitet",
            r"(?:pas|êtes) un (?:robot|humain)|vérifi\w+.{0,60}\b(?:navigateur|humain|robot|connexion)",
            r"trafic inhabituel",
            r"ověřujeme.{0,40}\b(?:člověk|prohlížeč)|(?:jste|nejste) (?:člověk|robot)",
            r"weryfikujemy|jesteś (?:człowiekiem|robotem)",
            r"人間であること|ロボットではない|ブラウザを確認|验证您是(?:真人|人类)",
            r"(?:no (?:eres|soy|es) un|eres) (?:robot|humano)",
            r"(?:comprobando|verific\w+).{0,60}\b(?:navegador|humano|robot)",
            r"non sei un robot|verific\w+.{0,60}\b(?:browser|umano|robot|navegador)|não (?:é|sou) um robô",
            r"geen robot|controleren.{0,60}\bbrowser|nie jesteś robotem|inte är en robot|не робот",
            r"ロボットではありません|人机验证|机器人",
            r"(?:review|check)\w* the security|(?:from|in) (?:a|your) (?:country|region|location)\b",
            r"your (?:country|region)\b",
        ),
    ),
)

LOGIN = Wall(
    "a page that asks for a login",
    1_500,
    _words(
        r"(?:please )?(?:sign|log) ?(?:in|on)\b|log ?in\b|create (?:an |your )?account|register\b",
        r"anmeld\w+|einloggen|registrier\w+|mein konto|connexion|connectez-vous|se connecter|s.identifier",
        r"créer un compte",
        r"iniciar sesión|inicia sesión|acced[ae]r?\b|identifícate|accedi\b|registrati|entrar\b|inloggen",
        r"aanmelden|zaloguj",
        r"logga in|logg inn|log ind|вход\b|войти|авторизаци\w*|ログイン|登录|登入",
    ),
    (
        _words(
            r"(?:sign|log|logged|signed) ?(?:in|on|up)\b|password|user ?name|forgot(?:ten)?\b",
            r"(?:an|your|free) account|register\b",
            r"remember me|e-?mail address",
            r"anmelden|angemeldet|einloggen|passwort|kennwort|benutzername|registrier\w+|(?:ein|ihr|kein|dein) konto",
            r"connect(?:er|ez)\b|mot de passe|identifiant|(?:un|votre) compte|inscri(?:re|vez)|adresse e-?mail",
            r"iniciar? sesión|contraseña|usuario|(?:una|tu|su) cuenta|regístr\w+|correo electrónico",
            r"acced[ie]\b|password|(?:un|il tuo) account|registrat\w+|senha\b|(?:uma|sua) conta|cadastr\w+",
            r"palavra-passe",
            r"inloggen|wachtwoord|(?:een|je) account|zaloguj|hasło|konto\b|lösenord|logga in|adgangskode",
            r"пароль|войдите",
            r"パスワード|ログイン|密码|登录",
        ),
        YOU,
    ),
)

PAYWALL = Wall(
    "a page for subscribers, with no more than the start of its article",
    3_000,
    _words(
        r"subscri(?:be|bers?|ption)\b|(?:jetzt )?abonnieren|abonne(?:z-vous|ment|nement)",
        r"suscr[ií]b\w+|abbonat\w+|assin(?:e|atura)\b",
    ),
    (
        _words(
            r"(?:subscribe|sign up|register|join|log in|sign in)\b.{0,60}\bto (?:continue|read|keep|unlock|access)",
            r"to (?:continue|keep) reading|already (?:a )?(?:subscri\w+|member)",
            r"(?:article|story|content|page|report|it) is (?:\w+ ){0,2}(?:for|to) (?:our )?(?:subscribers|members)",
            r"for subscribers(?: only)?|subscribers? only",
            r"(?:you have|you.ve) (?:reached|read|used).{0,60}\b(?:articles?|limit)",
            r"(?:subscribe|subscription)\b.{0,60}(?:[£$€]|pounds?|euros?|dollars?|a month|a week)",
            r"cancel any ?time|unlock this",
            r"(?:abo(?:nnement)?|abonnent\w*|abonnieren|plus)\b.{0,60}\b(?:weiter ?lesen|lesen|abschließen)",
            r"abo\w*\b.{0,60}\bmonat\w*",
            r"(?:weiterlesen|artikel|inhalt)\b.{0,60}\b(?:abo\w*|freischalten|registrier\w+)",
            r"jederzeit kündbar|bereits abonnent\w*",
            r"(?:réservé|exclusif|exclusivement)\w* (?:aux|à nos) abonnés|abonnez-vous|déjà abonnée?",
            r"(?:exclusivo|solo|reservado) para (?:suscriptores|abonados)|suscríb\w+",
            r"ya (?:eres|soy) suscriptor|para seguir leyendo",
            r"(?:riservato|solo|esclusiva)\w* (?:agli|per gli) abbonati|abbonati\b|sei già abbonato",
            r"per continuare a leggere",
            r"(?:exclusivo|só|apenas) para assinantes|assine\b|já é assinante|continuar lendo|alleen voor abonnees",
            r"tylko dla (?:subskrybentów|prenumeratorów)|endast för prenumeranter|только для подписчиков|会員限定|订阅",
        ),
    ),
    (
        "subscri",
        "reading",
        "cancel",
        "unlock",
        "abo",
        "lesen",
        "réserv",
        "riserv",
        "suscri",
        "assin",
        "подпис",
        "会員",
        "订阅",
    ),
)

SCRIPT = Wall(
    "a page that shows nothing without JavaScript",
    1_000,
    _words(
        r"javascript\b|enable js\b|(?:unsupported|outdated|update your) browser",
        r"browser (?:not|nicht) (?:supported|unterstützt)",
    ),
    (
        _words(
            r"(?:enable|turn on|activate|requires?|needs?|without|disabled?|allow)\b.{0,60}\b(?:javascript|js)\b",
            r"(?:javascript|js)\b.{0,60}\b(?:enable|disabled|required|needed|off)",
            r"javascript\b.{0,60}\b(?:(?:de)?aktivier\w*|benötigt|erforderlich)",
            r"(?:aktivier\w*|activer|activez|active|activa|habilit\w+|abilit\w+|attiv\w+|ative|włącz|aktivera|включите)\b.{0,40}javascript",
            r"javascript\b.{0,60}\b(?:désactivé|activé|nécessaire|desactivado|necesario|activado|disabilitato|desativado|uitgeschakeld|отключ\w+)",
            r"(?:your|this) browser (?:is|does|isn.t)\b|(?:ihr|dein) browser|votre navigateur|tu navegador",
            r"javascript ?を有効|启用 ?javascript",
        ),
        READER,
    ),
)

MISSING = Wall(
    "a page that says that nothing is there",
    1_000,
    _words(
        r"(?:error )?404\b|(?:page|article|story) (?:is )?(?:not|no longer|could ?n.t be) (?:found|available)",
        r"not found\b|oops\b",
        r"seite (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:introuvable|non trouvée)|página no encontrada",
        r"pagina non trovata",
        r"página não encontrada|pagina niet gevonden|nie znaleziono|sidan (?:hittades|finns) inte",
        r"страница не найдена|404 ",
    ),
    (
        _words(
            r"(?:page|article|story|content|link|address)\b.{0,60}\b(?:not found|no longer|moved|removed|gone)",
            r"(?:can.t|could ?n.t|cannot|unable to|can not) (?:be )?f(?:ind|ound)|(?:error )?404\b",
            r"(?:go|return|back) to (?:the |our )?(?:home|front)",
            r"(?:seite|artikel|inhalt)\b.{0,60}\b(?:nicht (?:gefunden|mehr|verfügbar)|existiert nicht|gelöscht)",
            r"zur startseite",
            r"(?:page|article)\b.{0,60}\b(?:introuvable|n.existe (?:pas|plus)|n.est plus)|retour à l.accueil",
            r"(?:página|artículo|pagina|articolo|artigo)\b.{0,60}\b(?:no existe|non esiste|não existe|não foi)",
        ),
    ),
)

OTHER = "a page about something else"

WALLS = (CONSENT, CHALLENGE, LOGIN, PAYWALL, SCRIPT, MISSING)

PLACES = re.compile(
    r"(?:\A|[/.])(?:consent|cookies?|cookie-?wall|privacy(?:-?\w+)?|gdpr|cmp|log-?in|log-?on|sign-?in|sign-?up|auth\w*|sso|"
    r"accounts?|register|captcha|challenge\w*|verify|blocked|denied|paywall|subscri\w+|error|404|not-?found|unsupported|"
    r"einwilligung|anmelden|zustimmung|datenschutz|connexion|consentement|abonnement)(?=[/.?]|\Z)",
    re.IGNORECASE,
)
"""Parts of addresses that walls have, and articles don't."""

GUARDS = (
    "//script[contains(@src, 'captcha') or contains(@src, 'challenge')] | //*[contains(@class, 'captcha') or "
    "contains(@id, 'captcha') or contains(@id, 'challenge')] | //input[@type='password'] | "
    "//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"
)
"""What walls are made of: tests for programs, fields for passwords, and what leads elsewhere by itself."""

QUOTED = re.compile(r"“[^“”]{0,600}”|„[^„“]{0,600}“|«[^«»]{0,600}»|»[^«»]{0,600}«|\"[^\"]{0,600}\"")

WORD = re.compile(r"[^\W\d_\u3040-\u9fff\uac00-\ud7af]{4,}|\d{2,}|[\u3040-\u9fff\uac00-\ud7af]")
"""Words that tell one text from another; where words aren't parted, characters."""


@dataclass(frozen=True)
class Met:
    """A page as it was met: what it says, where it was asked for and came from, and what its feed says of the article.

    `article` and `free` are what it states of itself.
    """

    tree: Any
    title: str
    text: str
    asked: str | None = None
    url: str | None = None
    told: str = ""
    article: bool = False
    free: bool = True


def wall(met: Met) -> str | None:
    """What a page is in place of an article; None for an article."""
    if len(met.text) > max(kind.longest for kind in WALLS):
        return None
    text = met.text if len(met.text) > TINY else f"{met.text}\n{_seen(met.tree)}"
    small = text.lower()
    kinds = [each for each in WALLS if len(text) <= each.longest and any(stem in small for stem in each.stems)]
    paragraphs = list(filter(None, dict.fromkeys(QUOTED.sub("", each).strip() for each in text.split("\n"))))
    said = {kind: [each for each in paragraphs if all(words.search(each) for words in kind.says)] for kind in kinds}
    left = [each for each in paragraphs if not any(each in its for its in said.values())]
    likeliest = max(kinds, key=lambda kind: _size(said[kind]), default=None)
    name = likeliest.name if likeliest and said[likeliest] else None
    asks = any(len(each) < ORDER or READER.search(each) for each in said.get(PAYWALL, ()))
    if (asks or not met.free) and _size(left) < START:
        return name or PAYWALL.name
    if len(met.text) < BARE and met.tree.xpath(FIELD):
        return name or LOGIN.name
    share = 1 - _size(left) / _size(paragraphs) if paragraphs else 0
    return (name or OTHER) if _points(met, share, paragraphs) >= ENOUGH else None


def _points(met: Met, share: float, paragraphs: Sequence[str]) -> int:
    """How much speaks for a wall; `share` is the part of the text that walls have."""
    tiny = len(met.text) < TINY
    points = (
        sum(share >= least for least in (0.25, 0.45, 0.7, 0.85))
        + any(kind.title.match(met.title) for kind in WALLS)
        + 2 * _has_moved(met)
        + 2 * (tiny and _speaks_to_the_reader(paragraphs))
        + (tiny and bool(met.tree.xpath(GUARDS)))
        - met.article
    )
    if points < ENOUGH - 1:  # what the feed says adds one at most
        return points
    points -= bool(met.tree.xpath(HEADED)) and not _speaks_to_the_reader(paragraphs)
    return points + {True: -2, False: 1, None: 0}[shares(met.told, met.text)]


def _speaks_to_the_reader(paragraphs: Sequence[str]) -> bool:
    return _size(each for each in paragraphs if READER.search(each)) > 0.6 * _size(paragraphs)


def _size(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def shares(told: str, text: str) -> bool | None:
    """Whether a text has the words of what was told of it; None where that can't be said."""
    words = set(WORD.findall(told.lower()))
    part = len(words & set(WORD.findall(text.lower()))) / max(len(words), 1)
    return None if len(words) < 4 or 0.2 <= part < 0.4 else part >= 0.4


def _has_moved(met: Met) -> bool:
    """Whether what was asked for redirects to where walls are, or to the front page of a site."""
    if not met.asked or not met.url:
        return False
    asked, url = urlsplit(met.asked), urlsplit(met.url)
    front = url.path.strip("/") == "" != asked.path.strip("/")
    return front or bool(
        PLACES.search(f"{url.hostname}{url.path}") and not PLACES.search(f"{asked.hostname}{asked.path}")
    )


def _seen(tree: Any) -> str:
    """All that a page says, where it is short: what is shown without JavaScript, too."""
    texts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
    return _bounded(str(each) for each in texts)


def _bounded(texts: Iterable[str]) -> str:
    """So much of the texts as walls have, on lines of their own."""
    kept: list[str] = []
    size = 0
    for each in filter(None, map(str.strip, texts)):
        kept.append(" ".join(each.split()))
        size += len(each)
        if size > 2 * TINY:
            break
    return "\n".join(kept)
