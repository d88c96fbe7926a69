"""Pages that answer in an article's place, from a site on loopback: none of them is an article."""

import pytest
from news_server import NewsServer, Sent

from onrecord import Article
from onrecord.sources import SourceOptions, Unreadable, read_sources

TITLE = "Harbour board votes for a third pier"
TEASER = "The harbour board of Ellmouth voted by nine to four on Tuesday for a third pier, which is to open in 2031."


def page(title, *paragraphs, head="", more="", language="en"):
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1>{body}{more}</main></body></html>"
    )


ARTICLE = page(
    TITLE,
    TEASER,
    "Fishermen had asked for a breakwater in its place, and said that they would take the board to court.",
    "Half of the 17 million crowns come from the state, the treasurer Ida Falk said.",
)

CONSENT = page(
    "The Ellmouth Mail",
    "We and our 96 partners use cookies on your device and process personal data to show you advertising.",
    "You may accept this or manage your choices; you can withdraw your consent at any time in our settings.",
    more="<button>Accept all</button>",
)
PASSWORD = '<form><input name="mail"><input type="password"></form>'

WALLS = {
    "consent in Spanish, spoken to no one": (
        page(
            "El Correo de Tarn",
            "Nosotros y nuestros 842 socios almacenamos información en un dispositivo, como cookies, y tratamos datos "
            "personales.",
            "Puede aceptar o gestionar sus preferencias en cualquier momento.",
        ),
        "consent",
    ),
    "consent in Polish": (
        page(
            "Gazeta",
            "My i nasi partnerzy przechowujemy informacje na urządzeniu, takie jak pliki cookie, i przetwarzamy dane.",
            "Możesz zmienić ustawienia w dowolnej chwili.",
        ),
        "consent",
    ),
    "a challenge in Czech": (page("Okamžik", "Ověřujeme, zda jste člověk. Může to trvat několik sekund."), "person"),
    "a challenge in Japanese": (page("少々お待ちください", "人間であることを確認しています。"), "person"),
    "nothing but a field for a password": ("<h1>Members</h1><form><input type=password></form>", "login"),
    "consent": (CONSENT, "consent"),
    "consent in German": (
        page(
            "Die Förde",
            "Wir und unsere Partner setzen Cookies auf Ihrem Gerät und verarbeiten personenbezogene Daten für Werbung.",
            "Ihre Einwilligung können Sie in den Einstellungen jederzeit widerrufen.",
            language="de",
        ),
        "consent",
    ),
    "consent in French": (
        page(
            "Le Quai",
            "Avec nos partenaires, nous déposons des cookies sur votre appareil pour vous proposer des publicités.",
            "Vous pouvez refuser ou retirer votre consentement dans les paramètres.",
            language="fr",
        ),
        "consent",
    ),
    "consent in Spanish": (
        page(
            "El Muelle",
            "Nosotros y nuestros socios usamos cookies en tu dispositivo para mostrarte publicidad.",
            "Puedes aceptar, rechazar o cambiar tu consentimiento en los ajustes.",
            language="es",
        ),
        "consent",
    ),
    "a challenge": (
        page("Just a moment...", "Verifying that you are human. This may take a few seconds.", "Ray ID: 5f1e"),
        "person",
    ),
    "a login": (
        page("Log in", "Log in with your password to read on.", "Forgot your password?", more=PASSWORD),
        "login",
    ),
    "a login in German": (
        page("Anmelden", "Bitte melden Sie sich mit Ihrem Passwort an.", "Noch kein Konto? Jetzt registrieren."),
        "login",
    ),
    "JavaScript": (
        "<html><body><noscript>Please enable JavaScript to use this site.</noscript></body></html>",
        "JavaScript",
    ),
    "a paywall": (
        page(TITLE, TEASER, "This story is for subscribers only.", "Already a subscriber? Sign in."),
        "subscribers",
    ),
    "a paywall that is stated": (
        page(
            TITLE,
            TEASER,
            head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
        ),
        "subscribers",
    ),
    "nothing there": (page("Page not found", "The page you asked for was moved or removed."), "nothing is there"),
    "a redirect in the page": (
        page("Ellmouth Mail", "You are being taken on.", head='<meta http-equiv="REFRESH" content="0; url=/x">'),
        "something else",
    ),
}


@pytest.fixture
def site():
    with NewsServer() as server:
        yield server


@pytest.fixture
def read(site):
    """Reads addresses of the site, or a feed of items whose pages are at these addresses."""

    async def read_all(*paths, feed=False, teaser=TEASER, title=TITLE):
        if feed:
            items = (
                f"<item><title>{title}</title><guid>urn:x:{path}</guid><link>{path}</link>"
                f"<description>{teaser}</description></item>"
                for path in paths
            )
            site.answers["/feed"] = f'<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'
            paths = ["/feed"]
        options = SourceOptions(allow_private=True, delay=0)
        return [found async for found in read_sources([site.url + path for path in paths], options)]

    return read_all


@pytest.mark.parametrize(("content", "met"), WALLS.values(), ids=WALLS)
@pytest.mark.parametrize("feed", [True, False], ids=["in a feed", "named"])
async def test_a_wall_is_no_article_and_is_told(site, read, content, met, feed):
    site.answers["/a"] = content
    (found,) = await read("/a", feed=feed)
    assert isinstance(found, Unreadable)
    assert met in found.reason


async def test_a_wall_leaves_what_the_feed_gives_as_content(site, read):
    site.answers["/a"] = CONSENT
    encoded = "</description><content:encoded>Nine voted for the pier, four against.</content:encoded><description>"
    (found,) = await read("/a", feed=True, teaser=encoded)
    assert found.text == "Nine voted for the pier, four against."


@pytest.mark.parametrize("target", ["/consent?to=a", "/users/login", "/"])
async def test_what_redirects_to_where_walls_are_is_none_of_its_feed_s_articles(site, read, target):
    site.answers |= {
        "/a": Sent(status=302, headers={"Location": target}),
        target: page("Ellmouth Mail", "Ferries run on time again.", "Two trawlers were sold to Norden on Sunday."),
    }
    (found,) = await read("/a", feed=True)
    assert isinstance(found, Unreadable)


async def test_an_article_that_has_moved_is_read(site, read):
    site.answers |= {"/a": Sent(status=301, headers={"Location": "/2025/pier"}), "/2025/pier": ARTICLE}
    (found,) = await read("/a", feed=True)
    assert TEASER in found.text


async def test_one_page_that_answers_for_several_items_is_an_article_of_none_but_the_first(site, read):
    other = page("Ellmouth Mail", "Rain is on its way from the west, and the wind turns.", "Tides are high on Sunday.")
    site.answers |= dict.fromkeys(("/a", "/b", "/c"), other)
    found = await read("/a", "/b", "/c", feed=True)
    assert sum(isinstance(each, Article) for each in found) == 1
    assert "the same page as was sent for urn:x:" in next(each.reason for each in found if isinstance(each, Unreadable))


async def test_an_article_that_a_feed_has_under_two_addresses_is_read_under_both(site, read):
    site.answers |= {"/a": ARTICLE, "/b": ARTICLE}
    assert [type(each) for each in await read("/a", "/b", feed=True)] == [Article, Article]


ARTICLES = {
    "about tests for people, in few words": (
        "<article><h1>Verify you are human: the end of the captcha</h1>"
        "<p>Researchers in Velmar have built a program that solves captchas faster than people do.</p>"
        "<p>The tests, which ask people to prove that they are not a robot, are on nine of ten sites.</p></article>"
    ),
    "about subscriptions": (
        "<article><h1>Cookie banners to vanish under new law</h1>"
        "<p>The parliament in Tarn voted on Tuesday to ban cookie banners, which four of five people click away.</p>"
        "<p>Publishers said they would ask readers to subscribe to continue reading instead.</p></article>"
    ),
    "about consent": page(
        "Court ends consent by default",
        "A court in Ellmouth ruled on Monday that cookie banners need a button to refuse, next to the one to accept.",
        "“We and our partners store cookies on your device, you can manage your choices,” the banner of one site said.",
        "Sites live on advertising, their association said; without tracking and consent, prices fall by half.",
        "Two publishers want to take the case further, and their partners wait for what comes of it.",
    ),
    "about consent, in German": page(
        "Gericht kippt Banner",
        "Das Gericht in Ellmünde hat am Montag entschieden, dass Cookies nur mit Einwilligung gesetzt werden dürfen.",
        "„Wir und unsere Partner speichern Cookies auf Ihrem Gerät“, stand auf dem Banner eines Verlags.",
        "Ohne Werbung und Tracking fielen die Preise um die Hälfte, teilte der Verband mit.",
        language="de",
    ),
    "about passwords": page(
        "Passwords of an airline leaked",
        "Passwords and user names of 40,000 customers of an airline were offered for sale, the police said on Monday.",
        "Whoever has an account there should log in and change the password, the airline said.",
        "It had been warned in March.",
    ),
    "about tests for people": page(
        "Programs beat people at captchas",
        "Programs solve captchas faster than people do, researchers in Ellmouth found.",
        "“Verify that you are human” keeps nobody out any more, said Ida Falk, who led the study.",
    ),
    "about JavaScript": page(
        "A language turns thirty",
        "JavaScript was made in ten days in 1995, and nine of ten sites need it today.",
        "Those who switch it off see little of the web.",
    ),
    "with a banner and a login beside it": ARTICLE.replace(
        "<main>",
        f'<div class="banner"><p>We use cookies on your device.</p><button>Accept all</button></div>{PASSWORD}<main>',
    ),
    "with an offer to subscribe below": ARTICLE.replace("</main>", "<p>Subscribe to our newsletter.</p></main>"),
    "long, for subscribers too": page(TITLE, *[f"{number}: {TEASER}" for number in range(9)], "For subscribers only."),
}


@pytest.mark.parametrize("content", ARTICLES.values(), ids=ARTICLES)
async def test_an_article_is_none_of_them(site, read, content):
    site.answers["/a"] = content
    (found,) = await read("/a")
    assert isinstance(found, Article), found.reason
