"""Runs for the tests of reports: real scores of made-up articles, without a model."""

from dataclasses import asdict

from onrecord import Article
from onrecord.article import Span
from onrecord.evals._gold import GoldArticle, GoldRecord
from onrecord.evals._runner import scores_of
from onrecord.evals._runs import ArticleResult, Cell, EvalRun, PromptPart, Score, gold_hash, plain_gold, schema_hashes
from onrecord.evals._scores import score
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Event, Statement
from onrecord.models._recorded import KeptAnswer
from onrecord.plain import plain_record
from onrecord.usage import Usage

TEXT = (
    "The ferry Elan sank off Holm on Monday.\n\n“She was old,” said Ann Lee, the owner. "
    "Nine people were hurt and the harbour was closed. A hearing is planned for Friday in Tarne."
)


def gold_record(article, kind, snippets, *, optional=False, note=None, **fields):
    """A labelled record; a field's value is a list of alternatives, or for a list a list of such."""
    spans = tuple(Span(article.text.index(each), article.text.index(each) + len(each)) for each in snippets)
    numbers = tuple(
        each.number
        for each in article.sentences
        if any(each.span.start < span.end and span.start < each.span.end for span in spans)
    )
    values = {name: tuple(tuple(v) if isinstance(v, list) else v for v in value) for name, value in fields.items()}
    return GoldRecord(kind, values, spans, numbers, optional, note)


def labelled(article_id="ferry", text=TEXT, **known):
    """An article with five labelled records."""
    article = Article(text, id=article_id, **{"title": f"Ferry sinks ({article_id})", **known})
    return GoldArticle(
        article,
        (
            gold_record(
                article,
                "event",
                ["The ferry Elan sank off Holm on Monday"],
                what=["The ferry Elan sinks off Holm."],
                who=[["The ferry Elan", "Elan"]],
                where=["off Holm", "Holm"],
                when=["Monday"],
            ),
            gold_record(
                article, "event", ["A hearing is planned"], what=["A hearing is held in Tarne."], status=["planned"]
            ),
            gold_record(
                article,
                "statement",
                ["She was old"],
                speakers=[["Ann Lee"]],
                role=["the owner", None],
                cue=["said"],
                content=["She was old"],
            ),
            gold_record(
                article,
                "claim",
                ["Nine people were hurt"],
                optional=True,
                note="borderline",
                text=["Nine people were hurt."],
            ),
            gold_record(
                article, "claim", ["the harbour was closed"], text=["The harbour of Holm was closed."], source=[None]
            ),
        ),
    )


WRONG_FIELD = Event(
    sentences=[1], what="The ferry Elan sinks off Holm.", who=["The ferry Elan"], where="off Holm", when="Friday"
)
RIGHT = Statement(sentences=[2], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old")
MADE_UP = Claim(sentences=[3], text="Twelve sailors drowned near Porto.", source="Bo Ek")
PREDICTED = (WRONG_FIELD, RIGHT, MADE_UP)


def result_of(gold, predicted=PREDICTED, *, kinds=None, **changes):
    """What came of one article, scored."""
    grounder = Grounder(gold.article)
    grounded = [grounder.ground(record) for record in predicted]
    scored = score(gold, grounded, kinds=kinds)
    values = {
        "article": gold.article.id,
        "status": "ok",
        "problems": [],
        "answers": [],
        "records": [plain_record(each, gold.article) for each in grounded],
        "matches": [asdict(each) for each in scored.matches],
        "mistakes": [asdict(each) for each in scored.mistakes],
        "ratios": dict(scored.ratios),
        "usage": Usage(calls=2, input=2000, cached=1000, output=300),
        "seconds": 1.5,
        "cost": 0.002,
    }
    return ArticleResult(**values | changes)


def cell_of(results, *, label="packaged", model="local", repeat=1, prompt="records"):
    """A cell with its scores."""
    prompts = [PromptPart(name=prompt, identity="a" * 64)]
    cell = Cell(label=label, prompts=prompts, model=model, repeat=repeat, articles=results)
    return cell.model_copy(update={"scores": scores_of(cell)})


def run_of(gold, *cells):
    """A run, as it comes back from its file."""
    run = EvalRun(
        onrecord="1.2.3",
        gold_sha256=gold_hash(gold),
        schema_sha256=schema_hashes(),
        gold=[plain_gold(each) for each in gold],
        cells=list(cells),
    )
    return EvalRun.model_validate_json(run.model_dump_json())


def plain_run():
    """A run of two cells over two articles, of which the second has no mistake in the second cell."""
    gold = [labelled("ferry"), labelled("second")]
    perfect = tuple(record.record() for record in gold[1].records)
    first = cell_of([result_of(gold[0]), result_of(gold[1], ())])
    return run_of(gold, _sure(first), cell_of([result_of(gold[0]), result_of(gold[1], perfect)], label="mine"))


def _sure(cell):
    """The cell with an interval of its F1, for which the articles are too few."""
    interval = {"all.f1": Score(value=0.5, low=0.25, high=0.75)}
    return cell.model_copy(update={"scores": cell.scores | interval})


HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "image": "\"'><img src=x onerror=\"document.title='owned'\">",
    "style": "</style><style>body{display:none}</style>",
    "title": "</title></textarea></pre>--><!-- ",
    "template": "{{ 7*7 }}{% raw %}{# no #}",
    "entity": "&lt;b&gt; &amp;amp; &#0; &bogus;",
    "cdata": "]]><![CDATA[ <?php ?>",
    "lines": "one\u2028two\u2029three\x85four",
    "directions": "\u202egnp.exe\u202c \u2067שלום\u2069 \u200fعربي",
    "controls": "\x00\x07\x1b[31mred\x7f\x9b\ufeff",
    "nonsense": "\ufffe\uffff𝓍",
}
"""Texts that would do harm, or not be shown, where somebody forgot to escape them."""


BAD = " ".join(HOSTILE.values())


def hostile_run():
    """A run in which every string that an article, a model or a file may give holds all that is hostile."""
    text = f"The ferry Elan sank.\n{BAD}\nAnn Lee said {BAD} was old."
    known = {"title": BAD, "url": f"javascript:{BAD}", "published": None, "language": f'"><script>{BAD}', "source": BAD}
    whole = [{"start": 0, "end": len(text)}, {"start": 30, "end": 60}]
    gold = [
        _plain_gold("statement", whole, speakers=[[BAD, "Ann Lee"]], role=[BAD, None], cue=[BAD], content=[BAD]),
        _plain_gold("claim", whole[1:], text=[BAD]),
    ]
    records = [
        _plain_predicted("statement", whole, speakers=[BAD], role=BAD, cue=BAD, content=BAD),
        _plain_predicted("event", [], what=BAD, who=[BAD], whom=[BAD, "Bo Ek"], where=BAD, when=BAD, status="happened"),
    ]
    wrong = {"field": "role", "gold": [BAD], "predicted": BAD}
    result = ArticleResult(
        article=BAD,
        status="failed",
        problems=[BAD],
        answers=[KeptAnswer("k", BAD, 8192, BAD, BAD, None, truncated=True, usage=Usage(), seconds=0.1, error=BAD)],
        records=records,
        matches=[{"kind": "statement", "gold": 0, "predicted": 0, "similarity": 0.7}],
        mistakes=[
            {"error": "wrong field", "kind": "statement", "gold": [0], "predicted": [0], "fields": [wrong]},
            {"error": "missed", "kind": "claim", "gold": [1], "predicted": [], "fields": []},
            {
                "error": "leaked",
                "kind": "event",
                "gold": [],
                "predicted": [1],
                "fields": [{**wrong, "field": "who[0]"}],
            },
        ],
        ratios={"statement.f1": (2, 2), "claim.f1": (0, 1), "event.f1": (0, 1), "all.f1": (2, 4)},
        usage=Usage(),
        seconds=0.1,
        cost=None,
    ).model_copy(update={"problems": [BAD, "half \ud800 a character"]})
    cells = [
        _sure(cell_of([result], label=BAD, model=BAD, prompt=BAD)),
        cell_of([result], label=BAD, model=BAD, repeat=2),
    ]
    labelled_article = {"article": {"text": text, "id": BAD, **known}, "records": gold}
    return EvalRun(onrecord=BAD, gold_sha256=BAD, schema_sha256={BAD: BAD}, gold=[labelled_article], cells=cells)


def _plain_gold(kind, evidence, **fields):
    return {"kind": kind, "fields": fields, "evidence": evidence, "optional": False, "note": BAD}


def _plain_predicted(kind, evidence, **fields):
    places = [name for name, value in fields.items() if isinstance(value, str)] + ["who[0]", "who[1]", "speakers[0]"]
    support = {place: {"level": "unsupported", "spans": [], "reason": BAD} for place in places}
    return {"kind": kind, **fields, "sentences": [1], "evidence": evidence, "support": support, "supported": False}
