"""Grounding of what is written otherwise than in plain English: figures, marks, characters and words of others."""

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Statement


def claim(language, sentence, text):
    (value,) = Grounder(Article(sentence, language=language)).ground(Claim(sentences=[1], text=text)).values
    return value


FIGURES = [
    ("de", "Rund 2.400 Gäste kamen.", "2400 Gäste kamen.", "2,4 Gäste kamen.", "full stop between groups"),
    ("de", "Rund 2.400.000 Gäste kamen.", "2400000 Gäste kamen.", "2400 Gäste kamen.", "two full stops"),
    ("de", "Es waren 2.400,5 Tonnen.", "Es waren 2400,5 Tonnen.", "Es waren 24005 Tonnen.", "comma behind full stop"),
    ("de", "Es waren 0,125 Tonnen.", "Es waren gut 0,125 Tonnen.", "Es waren gut 125 Tonnen.", "decimal comma"),
    ("de-CH", "Rund 2’400 Gäste kamen.", "2400 Gäste kamen.", "400 Gäste kamen.", "apostrophe"),
    ("fr", "Près de 14 700 élèves.", "Près de 14700 élèves.", "Près de 700 élèves.", "space"),
    ("fr", "Près de 14\u202f700 élèves.", "Près de 14 700 élèves.", "Près de 700 élèves.", "narrow space"),
    ("en", "Some 14\u00a0700 pupils.", "Some 14,700 pupils.", "Some 700 pupils.", "no-break space in English"),
    ("en", "In 2019 700 pupils left.", "In 2019, 700 pupils left.", "In 2019700 pupils left.", "year before a number"),
    ("en", "It weighs 2.400 kg.", "It weighs 2.4 kg.", "It weighs 2400 kg.", "English full stop"),
    ("en", "It cost Rs 3,20,000.", "It cost Rs 320,000.", "It cost Rs 20,000.", "Indian groups"),
    ("en", "It cost 7 crore rupees.", "It cost 70,000,000 rupees.", "It cost 7 lakh rupees.", "crore"),
    ("en", "It cost ₹2 lakh crore.", "It cost ₹2 lakh crore in all.", "It cost ₹2 lakh.", "lakh crore"),
    ("en", "Some ⅔ of them left.", "Some two-thirds of them left.", "Some ⅓ of them left.", "fraction"),
    ("en", "It rose 2¼ percent.", "It rose 2.25 percent.", "It rose 2 percent.", "number and fraction"),
    ("en", "It rose 2 1/4 percent.", "It rose 2¼ percent.", "It rose 4 percent.", "slashed fraction"),
    ("de", "Es kostet 4 Mio. Euro.", "Es kostet 4 Millionen Euro.", "Es kostet 4 Mrd. Euro.", "Mio."),
    ("de", "Es kostet 4 Mio. Euro.", "Es kostet vier Millionen Euro.", "Es kostet 4 Mio. Dollar.", "unit behind Mio."),
    ("de", "Siebenundvierzig Gäste kamen.", "47 Gäste kamen.", "Vierundsiebzig Gäste kamen.", "German word"),
    ("de", "Vierhundert Gäste kamen.", "400 Gäste kamen.", "Vierzig Gäste kamen.", "German hundreds"),
    ("de", "Drei Viertel der Gäste kamen.", "¾ der Gäste kamen.", "Ein Viertel der Gäste kam.", "German parts"),
    (
        "fr",
        "Il perd 4 milliards d’euros.",
        "Il perd quatre milliards d’euros.",
        "Il perd 4 millions d’euros.",
        "milliards",
    ),
    ("fr", "Deux cent mille élèves.", "Les 200 000 élèves.", "Les 2 000 élèves.", "French product"),
    ("fr", "Quatre-vingt-onze élèves.", "Les 91 élèves.", "Les 80 élèves.", "French word of words"),
    ("es", "Perdió tres mil millones.", "Perdió 3.000 millones.", "Perdió 3 millones.", "mil millones"),
    ("it", "Perde 4 miliardi di euro.", "Perde quattro miliardi di euro.", "Perde 4 milioni di euro.", "miliardi"),
    ("ru", "Он потерял 4 млн рублей.", "Он потерял 4 миллиона рублей.", "Он потерял 4 млрд рублей.", "млн"),
    ("zh", "公司亏损了七百万元。", "公司亏损了700万元。", "公司亏损了七千万元。", "Han number"),
    ("zh", "公司亏损了3亿5000万元。", "公司亏损了3.5亿元。", "公司亏损了3亿元。", "Han units"),
    ("zh", "公司于二〇一九年成立。", "公司于2019年成立。", "公司于二〇一八年成立。", "Han year"),
    ("zh", "三分之二的人走了。", "2/3的人走了。", "三分之一的人走了。", "Han fraction"),
    ("zh", "股价上涨百分之七。", "股价上涨7%。", "股价上涨百分之八。", "Han percent"),
    ("zh", "警方逮捕了四名男子。", "警方逮捕了4名男子。", "警方逮捕了六名男子。", "Han count"),
    ("zh", "他们十分高兴地一起走了。", "他们非常高兴地走了。", "", "Han words that count nothing"),
    ("zh", "他星期四走了。", "他周四走了。", "他周五走了。", "Chinese weekday"),
    ("ja", "彼は木曜日に去った。", "彼は木曜に去った。", "彼は金曜日に去った。", "Japanese weekday"),
    ("ja", "社長は６．５億円を払った。", "社長は6.5億円を払った。", "社長は6.5万円を払った。", "full-width digits"),
    ("ar", "دفع ١٬٤٠٠ دولار.", "دفع 1400 دولار.", "دفع 400 دولار.", "Arabic digits"),
    ("hi", "उसने ३,२०,००० रुपये दिए।", "उसने 320000 रुपये दिए।", "उसने 20000 रुपये दिए।", "Devanagari digits"),
    ("th", "เขาจ้าง ๑๔ คน", "เขาจ้าง 14 คน", "เขาจ้าง 15 คน", "Thai digits"),
]


@pytest.mark.parametrize(
    ("language", "sentence", "true", "false"), [pytest.param(*each[:4], id=each[4]) for each in FIGURES]
)
def test_figures_are_what_they_come_to_wherever_they_are_written(language, sentence, true, false):
    right = claim(language, sentence, true)
    assert right.support is not Support.UNSUPPORTED, right.reason
    if false:
        wrong = claim(language, sentence, false)
        assert wrong.support is Support.UNSUPPORTED
        assert wrong.reason


WORDS = [
    ("de", "Von den 30 Gästen wurde keiner verletzt.", "Keiner der 30 Gäste wurde verletzt.", True, "order"),
    ("de", "Niemand wurde verletzt.", "Es wurde keiner verletzt.", True, "another negative"),
    ("de", "Der Hafen wurde nicht geöffnet.", "Der Hafen wurde geöffnet.", False, "negative dropped"),
    ("de", "Der Hafen öffnet am Montag nicht.", "Der Hafen öffnet am Montag.", False, "negative at the end"),
    ("de", "Der Hafen wurde geöffnet.", "Der Hafen wurde nicht geöffnet.", False, "negative put in"),
    ("de", "Niemand starb, und der Hafen öffnet.", "Der Hafen öffnet.", True, "negative of another clause"),
    ("de", "Am 7. Mai begann das Fest in Velm.", "Seit dem 7. Mai läuft in Velm das Fest.", True, "small word first"),
    ("de", "Am 7. Mai begann das Fest in Velm.", "Das Fest in Velm begann am 7. März.", False, "month"),
    ("de", "Das Fest endet am Freitagabend.", "Am Freitag endet das Fest.", True, "time of a weekday"),
    ("de", "Das Fest endet am Freitag.", "Am Samstag endet das Fest.", False, "weekday"),
    ("de", "Die Stadt streicht 30 Stellen.", "Der Abbau von 30 Stellen trifft die Stadt.", True, "noun"),
    ("de", "Mia Lang besuchte Velm.", "Ida Berg besuchte Velm.", False, "name"),
    ("de", "Das Ziel von Mia Lang ist Velm.", "Langs Ziel ist Velm.", True, "genitive"),
    ("de", "Der Iran lud Mia Lang ein.", "Der Irak lud Mia Lang ein.", False, "land"),
    ("de", "Die SPD lud Mia Lang ein.", "Die CDU lud Mia Lang ein.", False, "short form"),
    ("fr", "Personne n’a vu le feu à Velm.", "À Velm, on n’a pas vu le feu.", True, "French negative"),
    ("fr", "Depuis le 7 mai, le port est fermé.", "Le port est fermé depuis le 7 mai.", True, "French small word"),
    ("fr", "Le port a fermé jeudi.", "Le port a fermé samedi.", False, "French weekday"),
    ("es", "Nadie vio el fuego en Velm.", "En Velm no vieron el fuego.", True, "Spanish negative"),
    ("es", "El puerto cerró el 7 de mayo.", "Desde el 7 de marzo cerró el puerto.", False, "Spanish month"),
]


@pytest.mark.parametrize(
    ("language", "sentence", "text", "supported"),
    [pytest.param(*each[:4], id=f"{each[0]} {each[4]}") for each in WORDS],
)
def test_small_words_negatives_and_days_follow_the_language(language, sentence, text, supported):
    value = claim(language, sentence, text)
    assert (value.support is not Support.UNSUPPORTED) is supported, value.reason


QUOTED = [
    ("de", "»Wir sahen die Akten nie«, sagte Mia Lang.", "Wir sahen die Akten nie", None, "inward guillemets"),
    ("de", "›Wir sahen die Akten nie‹, sagte Mia Lang.", "Wir sahen die Akten nie", None, "single inward guillemets"),
    ("de", "„Wir sahen die Akten nie“, sagte Mia Lang.", "Wir sahen die Akten nie", None, "low mark"),
    ("fr", "« Nous partons », dit Mia Lang.", "Nous partons", None, "spaced guillemets"),
    ("sv", "”Vi såg dem aldrig”, sade Mia Lang.", "Vi såg dem aldrig", None, "one mark for both"),
    ("ja", "「書類は見ていない」と社長は話した。", "書類は見ていない", None, "corner brackets"),
    ("en", "‘The boys’ shoes are wet,’ Mia Lang said.", "The boys’ shoes are wet", None, "possessive"),
    ("en", "'The boys' shoes are wet', Mia Lang said.", "The boys' shoes are wet", None, "straight possessive"),
    ("en", "‘We’re goin’ home,’ Mia Lang said.", "We’re goin’ home", None, "dropped letter"),
    ("en", "''The boys left,'' Mia Lang said.", "The boys left", None, "doubled apostrophes"),
    ("fr", "« Je pars, dit Mia Lang, demain matin. »", "Je pars demain matin.", ("Je pars", "demain matin"), "incise"),
    ("es", "«Me voy —dijo Mia Lang—, mañana».", "Me voy, mañana", ("Me voy", "mañana"), "incise in dashes"),
    ("fr", "« Je pars.\n\n» Tu restes. »\n\nElle dort.", "Tu restes.", ("Tu restes",), "mark at the line's start"),
]


def statement(language, text, content, cue):
    article = Article(text, language=language)
    record = Statement(sentences=[each.number for each in article.sentences], cue=cue, content=content)
    return Grounder(article).ground(record)


@pytest.mark.parametrize(
    ("language", "text", "content", "quotes"), [pytest.param(*each[:4], id=each[4]) for each in QUOTED]
)
def test_quotations_are_told_by_marks_of_any_language(language, text, content, quotes):
    cue = next(each for each in ("sagte", "sade", "said", "dit", "dijo", "話した", "dort") if each in text)
    grounded = statement(language, text, content, cue)
    assert not grounded.unsupported, [value.reason for value in grounded.values]
    assert (grounded.form, grounded.quotes) == ("direct", quotes or (content,))


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        pytest.param("de", "»Wir sahen, leider, die Akten nie«, sagte sie.", "Wir sahen die Akten nie", id="inward"),
        pytest.param("de", "„Wir sahen, leider, die Akten nie“, sagte sie.", "Wir sahen die Akten nie", id="low"),
        pytest.param("fr", "« Je pars, hélas, demain », dit-elle.", "Je pars demain", id="no incise"),
        pytest.param("de", "„Wir gehen, sagte er, und bleiben weg“, sagte sie.", "Wir gehen und bleiben weg", id="cue"),
        pytest.param("zh", "「我們從來沒有看過，」他說。", "我們看過", id="corner"),
        pytest.param("en", "‘The boys’ new shoes are wet,’ she said.", "The boys’ shoes are wet", id="possessive"),
    ],
)
def test_a_word_left_out_of_a_quotation_is_caught(language, text, content):
    cue = next(each for each in ("sagte", "said", "dit", "說") if each in text)
    (value,) = (each for each in statement(language, text, content, cue).values if each.field == "content")
    assert value.support is Support.UNSUPPORTED


def test_what_stands_between_two_quotations_is_in_none():
    text = "»Wir gehen«, sagte Lang. Dann kam »Velm« dran."
    grounded = statement("de", text, "sagte Lang. Dann kam", "sagte")
    assert (grounded.form, grounded.quotes) == ("indirect", ())


SILENT = {
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "left-to-right mark": "\u200e",
    "byte-order mark": "\ufeff",
    "isolate": "\u2066",
}


@pytest.mark.parametrize("silent", SILENT.values(), ids=SILENT)
def test_characters_that_nobody_sees_are_not_there(silent):
    text = f"{silent}Mia La{silent}ng said the mu{silent}seum in Ve{silent}lm would clo{silent}se on Fri{silent}day."
    article = Article(text)
    what = "The museum in Velm closes on Friday."
    record = Event(sentences=[1], what=what, who=["Mia Lang"], when="on Friday", status="planned")
    grounded = Grounder(article).ground(record)
    assert not grounded.unsupported, [value.reason for value in grounded.values]
    cut = [article.text[span.start : span.end] for value in grounded.values for span in value.spans]
    assert [each.replace(silent, "") for each in cut][1:] == ["Mia Lang", "on Friday"]
    assert not claim("en", text, "The museum in Velm closes on Monday.").spans


def test_of_two_sentences_alike_the_cited_one_is_meant():
    article = Article("“We go,” Mia said, “and sleep.” It rained. “We go,” Mia said, “and sleep.”")
    grounded = Grounder(article).ground(
        Statement(sentences=[3], speakers=["Mia"], cue="said", content="We go and sleep.")
    )
    second = article.sentences[2].span
    assert [span.start for span in grounded.evidence] == [second.start]
    assert all(second.start <= span.start < span.end <= second.end for value in grounded.values for span in value.spans)


def test_values_of_a_text_without_spaces_have_exact_spans():
    article = Article("昨日、東京電機の社長である山田花子は「工場を閉じない」と述べた。", language="ja")
    record = Statement(sentences=[1], speakers=["山田花子"], role="社長", cue="述べた", content="工場を閉じない")
    grounded = Grounder(article).ground(record)
    assert not grounded.unsupported
    cut = [article.text[span.start : span.end] for value in grounded.values for span in value.spans]
    assert cut == ["山田花子", "社長", "述べた", "工場を閉じない"]


OTHERS = [
    ("pl", "Rada miasta Welm podniosła w środę czynsze.", "W środę rada miasta Welm podniosła czynsze.", "Polish"),
    ("sv", "Stadsrådet i Velm höjde hyrorna på onsdagen.", "På onsdagen höjde stadsrådet i Velm hyrorna.", "Swedish"),
    ("ru", "Городской совет повысил в среду плату.", "В среду городской совет повысил плату.", "Russian"),
    ("zh", "市议会周三提高了房租。", "周三市议会提高了房租。", "Chinese"),
    ("und", "Stadsrådet i Velm höjde hyrorna på onsdagen.", "På onsdagen höjde stadsrådet i Velm hyrorna.", "unknown"),
]


@pytest.mark.parametrize(("language", "sentence", "text"), [pytest.param(*each[:3], id=each[3]) for each in OTHERS])
def test_other_words_are_unchecked_in_a_language_without_rules(language, sentence, text):
    assert claim(language, sentence, text).support is Support.UNCHECKED
    assert claim(language, sentence, sentence).support is Support.EXACT
    assert claim(language, sentence, sentence.replace("å", "a\u030a")).support.holds


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_other_words_are_reworded_in_a_language_with_rules(language):
    assert claim(language, "Velm: Mia Lang, 2024.", "Mia Lang, Velm: 2024").support is Support.REWORDED


def test_a_number_that_is_missing_is_found_in_a_language_without_rules():
    assert claim("pl", "Rada zwolniła 14 osób.", "Rada zwolniła w Welm 15 osób.").support is Support.UNSUPPORTED


def test_a_record_with_a_value_unchecked_is_not_supported():
    article = Article("Stadsrådet i Velm höjde hyrorna.", language="sv")
    grounded = Grounder(article).ground(Event(sentences=[1], what="Hyrorna höjde stadsrådet i Velm.", where="Velm"))
    assert [value.support for value in grounded.values] == [Support.UNCHECKED, Support.EXACT]
    assert not grounded.supported
    assert not grounded.unsupported
