"""The labelled stories as tests need them: in a store, or as the answers of a model."""

from pathlib import Path

from onrecord.evals import load_stories
from onrecord.extraction import PromptUsed
from onrecord.testing import FakeModel

STORIES = Path(__file__).parents[1] / "evals/stories"


def texts_of(stories):
    """All texts of stories in the order in which they were published."""
    return sorted((text for story in stories for text in story.texts), key=lambda text: text.moment)


def put_stories(store, stories=None):
    """Keep the summaries that a model would make which answers with the labels, as they come."""
    run = store.run("labels", (PromptUsed("labels", "by hand"),))
    for text in texts_of(stories or load_stories(STORIES)):
        run.keep(text.summary())
    run.end()


def scripted(stories):
    """A model that answers each question about a text with the labelled records of its sentences."""
    texts = texts_of(stories)

    def answer(request):
        text = next(text for text in texts if request.shown in text.article.text)
        asked = {each.number for each in text.article.sentences if each.text in request.asked}
        answers = {}
        for labelled in text.gold.records:
            if labelled.sentences[0] in asked:
                record = labelled.record()
                answers.setdefault(record.plural, []).append(record.model_dump(exclude_none=True))
        return answers

    return FakeModel(answer)
