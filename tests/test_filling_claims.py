"""What the rules make of claims: who makes one, how surely, and a text that stands by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from onrecord.article import Article
from onrecord.filling import Draft, fill
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Statement

if TYPE_CHECKING:
    from onrecord.kinds import Record


def claims(text: str, *records: Record, language: str = "en", added: bool = False) -> list[Draft]:
    """The drafts of the claims among some records of a text, or of those that the rules add to them."""
    drafts = fill(Article(text, language=language), records)
    return [draft for draft in drafts if isinstance(draft.record, Claim) and draft.added is added]


def texts(drafts: list[Draft]) -> list[str]:
    """What some claims say."""
    return [draft.record.text for draft in drafts if isinstance(draft.record, Claim)]


def claimed(text: str, claim: str, *others: Record, language: str = "en", **given: Any) -> Claim:
    """The one claim that the rules make of a claim about the last sentence of a text."""
    count = len(Article(text, language=language).sentences)
    record = Claim(text=claim, sentences=[count], **given)
    [draft] = claims(text, *others, record, language=language)
    assert isinstance(draft.record, Claim)
    return draft.record


class TestSource:
    @pytest.mark.parametrize(
        ("language", "text", "claim", "source"),
        [
            ("en", "Mira Toll said the dam at Ostby was leaking.", "The dam at Ostby was leaking.", "Mira Toll"),
            ("en", "The dam at Ostby leaked, according to Mira Toll.", "The dam at Ostby leaked.", "Mira Toll"),
            ("de", "Der Damm von Ostby ist undicht, sagte Mira Toll.", "Der Damm von Ostby ist undicht.", "Mira Toll"),
            ("fr", "Selon Mira Toll, la digue d’Ostby fuyait.", "La digue d’Ostby fuyait.", "Mira Toll"),
            (
                "es",
                "Mira Toll afirmó que la presa de Ostby perdía agua.",
                "La presa de Ostby perdía agua.",
                "Mira Toll",
            ),
        ],
    )
    def test_a_claim_that_its_sentence_attributes_has_whom_that_names(
        self, language: str, text: str, claim: str, source: str
    ) -> None:
        assert claimed(text, claim, language=language).source == source

    def test_a_claim_in_a_statement_has_its_speaker(self) -> None:
        said = Statement(speakers=["Mira Toll"], cue="said", content="The dam was leaking", sentences=[1])
        text = "“The dam was leaking,” Mira Toll, who runs it, said."
        assert claimed(text, "The dam was leaking.", said).source == "Mira Toll"

    def test_speakers_who_say_it_together_are_one_source(self) -> None:
        said = Statement(speakers=["Mira Toll", "Jon Berg"], cue="said", content="the dam was leaking", sentences=[1])
        text = "Mira Toll and Jon Berg said the dam was leaking."
        assert claimed(text, "The dam was leaking.", said).source == "Mira Toll and Jon Berg"

    def test_a_source_is_dropped_where_the_article_itself_makes_the_claim(self) -> None:
        assert claimed("The dam at Ostby broke on Monday.", "The dam at Ostby broke.", source="Ostby").source is None

    def test_that_a_statement_was_made_is_no_claim_of_its_speaker(self) -> None:
        said = Statement(speakers=["Mira Toll"], cue="asked", content="the auditor to inspect the dam", sentences=[1])
        text = "Mira Toll asked the auditor to inspect the dam."
        assert claimed(text, "Mira Toll asked the auditor to inspect the dam.", said).source is None

    def test_what_a_rule_put_in_is_marked(self) -> None:
        text = "Mira Toll said the dam at Ostby was leaking."
        [draft] = claims(text, Claim(text="The dam at Ostby was leaking.", sentences=[1]))
        assert draft.derived == {"source"}


class TestCertainty:
    @pytest.mark.parametrize(
        ("language", "text", "claim", "certainty"),
        [
            ("en", "The ferry could stop in June.", "The ferry could stop in June.", "possible"),
            ("en", "The ferry will probably stop in June.", "The ferry will probably stop in June.", "probable"),
            ("en", "The ferry stopped in June.", "The ferry stopped in June.", "certain"),
            ("en", "Emails suggested that Jon Berg knew of the leak.", "Jon Berg knew of the leak.", "possible"),
            ("en", "Mira Toll denied that the dam was leaking.", "The dam was leaking.", "denied"),
            (
                "en",
                "Jon Berg could not repair the dam in time.",
                "Jon Berg could not repair the dam in time.",
                "certain",
            ),
            ("de", "Die Fähre könnte im Juni ausfallen.", "Die Fähre könnte im Juni ausfallen.", "possible"),
            ("de", "Die Fähre fällt voraussichtlich im Juni aus.", "Die Fähre fällt im Juni aus.", "probable"),
            ("fr", "Le bac pourrait cesser en juin.", "Le bac pourrait cesser en juin.", "possible"),
            ("fr", "Le bac a cessé en juin.", "Le bac a cessé en juin.", "certain"),
            ("es", "El ferry podría parar en junio.", "El ferry podría parar en junio.", "possible"),
            ("es", "Al parecer, el ferry paró en junio.", "El ferry paró en junio.", "probable"),
        ],
    )
    def test_a_claim_is_as_sure_as_its_own_words_are_in_the_article(
        self, language: str, text: str, claim: str, certainty: str
    ) -> None:
        given = "certain" if certainty != "certain" else "possible"
        assert claimed(text, claim, language=language, certainty=given).certainty == certainty

    def test_a_hedge_of_other_words_hedges_nothing(self) -> None:
        text = "The ferry stopped in June, and the bridge could follow."
        assert claimed(text, "The ferry stopped in June.").certainty == "certain"

    def test_a_negative_text_is_not_denied_as_well(self) -> None:
        text = "Mira Toll denied that the dam was leaking."
        assert claimed(text, "The dam was not leaking.", certainty="denied").certainty == "certain"


class TestText:
    @pytest.mark.parametrize(
        ("language", "text", "claim"),
        [
            ("en", "Mira Toll said that the dam was leaking.", "The dam was leaking."),
            ("en", "The mayor warned that up to 90 homes could be flooded.", "Up to 90 homes could be flooded."),
            ("en", "Mira Toll said she repaired the dam in May.", "Mira Toll repaired the dam in May."),
            ("de", "Mira Toll sagte, der Damm sei undicht.", "Der Damm sei undicht."),
            ("fr", "Mira Toll a déclaré que la digue fuyait.", "La digue fuyait."),
            ("es", "Mira Toll dijo que la presa perdía agua.", "La presa perdía agua."),
        ],
    )
    def test_who_claims_it_is_taken_out(self, language: str, text: str, claim: str) -> None:
        assert claimed(text, text, language=language).text == claim

    @pytest.mark.parametrize(
        "text",
        [
            "The mayor recalled her ambassador on Monday.",
            "The clinic reported 90 new cases in May.",
            "Mira Toll was told that the dam was leaking.",
            "Mira Toll told the jury the whole story of the 90 leaks.",
        ],
    )
    def test_what_only_looks_like_saying_stays(self, text: str) -> None:
        assert claimed(text, text).text == text

    def test_people_are_named_in_full(self) -> None:
        text = "Coach Mira Toll praised goalkeeper Jon Berg, 24. Berg stopped two shots by Toll."
        assert claimed(text, "Berg stopped two shots by Toll.").text == "Jon Berg stopped two shots by Mira Toll."

    def test_a_pronoun_that_opens_the_text_is_the_only_one_it_can_stand_for(self) -> None:
        text = "Goalkeeper Jon Berg, 24, stopped a shot. He broke a finger. Berg left the field. He went home."
        record = Claim(text="He broke a finger.", sentences=[2])
        assert texts(claims(text, record)) == ["Jon Berg broke a finger."]

    def test_a_surname_of_two_people_names_neither(self) -> None:
        text = "Judge Mira Toll met Judge Ada Toll. Toll left first. Ada Toll stayed."
        record = Claim(text="Toll left first.", sentences=[2])
        assert texts(claims(text, record)) == ["Toll left first."]

    def test_a_place_is_not_short_for_what_has_its_name(self) -> None:
        text = "The crowd at Ostby Stadium was small. Rain fell in Ostby all day. Ostby was quiet."
        assert claimed(text, "Ostby was quiet.").text == "Ostby was quiet."

    def test_an_event_names_people_in_full_too(self) -> None:
        text = "Goalkeeper Jon Berg, 24, stopped a shot. Berg broke a finger."
        event = Event(what="Berg breaks a finger", sentences=[2])
        [what] = [each.record.what for each in fill(Article(text), [event]) if isinstance(each.record, Event)]
        assert what == "Jon Berg breaks a finger"

    def test_no_full_name_is_less_supported_than_the_short_one(self) -> None:
        text = "Coach Mira Toll praised goalkeeper Jon Berg, 24. Berg stopped two shots by Toll."
        record = Claim(text="Berg stopped two shots by Toll.", sentences=[2])
        [draft] = claims(text, record)
        assert Grounder(Article(text)).ground(draft.record).support.is_at_least(Support.REWORDED)


class TestMending:
    def test_a_claim_that_its_evidence_contradicts_gives_way_to_what_it_says(self) -> None:
        text = "The bridge cost 40 million crowns. Its repair took three years, and the ferry ran all winter."
        record = Claim(text="The repair of the bridge took seven years.", sentences=[2])
        assert texts(claims(text, record)) == ["Its repair took three years."]

    def test_a_claim_whose_evidence_is_told_already_is_dropped(self) -> None:
        text = "The bridge cost 40 million crowns."
        right = Claim(text="The bridge cost 40 million crowns.", sentences=[1])
        wrong = Claim(text="The bridge cost 70 million crowns.", sentences=[1])
        assert [each.record for each in claims(text, right, wrong)] == [right]

    def test_a_source_that_only_the_sentence_before_names_has_it_in_its_evidence(self) -> None:
        text = "“The bridge cost 40 million crowns,” said Mira Toll. “The ferry cost two million.”"
        said = Statement(speakers=["Mira Toll"], cue="said", content="The ferry cost two million", sentences=[2])
        record = claimed(text, "The ferry cost two million.", said)
        assert (record.source, record.sentences) == ("Mira Toll", [1, 2])

    def test_a_source_that_no_sentence_near_names_is_dropped(self) -> None:
        said = Statement(speakers=["Ada Lind"], cue="said", content="The ferry cost two million", sentences=[1])
        assert claimed("“The ferry cost two million.”", "The ferry cost two million.", said).source is None

    def test_a_supported_claim_stays_as_it_is(self) -> None:
        text = "The bridge at Ostby cost 40 million crowns."
        record = Claim(text="The bridge cost 40 million crowns.", sentences=[1])
        assert claims(text, record) == [Draft(record)]


class TestFromEvents:
    TEXT = "The ferry sank off Ostby on Monday."

    def test_an_event_that_no_claim_repeats_is_a_claim(self) -> None:
        event = Event(what="The ferry sinks off Ostby.", where="off Ostby", when="Monday", sentences=[1])
        [draft] = claims(self.TEXT, event, added=True)
        assert draft.record == Claim(text="The ferry sinks off Ostby.", sentences=[1])

    def test_an_event_that_a_claim_repeats_is_none(self) -> None:
        event = Event(what="The ferry sinks off Ostby.", sentences=[1])
        claim = Claim(text="The ferry sank off Ostby on Monday.", sentences=[1])
        assert claims(self.TEXT, event, claim, added=True) == []

    def test_there_are_none_where_only_events_are_asked_for(self) -> None:
        event = Event(what="The ferry sinks off Ostby.", sentences=[1])
        assert [each.record.kind for each in fill(Article(self.TEXT), [event], kinds=["event"])] == ["event"]


class TestFromSentences:
    @pytest.mark.parametrize(
        ("language", "text", "found"),
        [
            (
                "en",
                "The ferry has 90 seats; a ticket costs 4 crowns.",
                ["The ferry has 90 seats.", "A ticket costs 4 crowns."],
            ),
            (
                "de",
                "Die Fähre hat 90 Plätze, und der Fahrschein kostet vier Euro.",
                ["Die Fähre hat 90 Plätze.", "Der Fahrschein kostet vier Euro."],
            ),
            (
                "fr",
                "Le bac compte 90 places, mais le billet coûte 4 euros.",
                ["Le bac compte 90 places.", "Le billet coûte 4 euros."],
            ),
            (
                "es",
                "El ferry tiene 90 plazas, y el billete cuesta 4 euros.",
                ["El ferry tiene 90 plazas.", "El billete cuesta 4 euros."],
            ),
        ],
    )
    def test_each_clause_with_a_subject_that_no_record_covers_is_a_claim(
        self, language: str, text: str, found: list[str]
    ) -> None:
        assert texts(claims(text, language=language, added=True)) == found

    def test_a_clause_that_a_claim_covers_is_none(self) -> None:
        claim = Claim(text="The old ferry has 90 seats.", sentences=[1])
        assert claims("The old ferry has 90 seats.", claim, added=True) == []

    def test_what_is_said_is_a_claim_of_its_speaker(self) -> None:
        said = Statement(speakers=["Mira Toll"], cue="said", content="the ferry has 90 seats", sentences=[1])
        [draft] = claims("Mira Toll, its captain, said the ferry has 90 seats.", said, added=True)
        assert draft.record == Claim(text="The ferry has 90 seats.", source="Mira Toll", sentences=[1])

    @pytest.mark.parametrize(
        "text", ["Does the ferry have 90 seats?", "We have 90 seats on our ferry.", "PORT OF OSTBY"]
    )
    def test_questions_and_what_somebody_says_of_himself_are_none(self, text: str) -> None:
        assert claims(text, added=True) == []

    def test_a_dateline_is_no_part_of_a_claim(self) -> None:
        [draft] = claims("OSTBY, Vesk — The ferry has 90 seats.", added=True)
        assert draft.record == Claim(text="The ferry has 90 seats.", sentences=[1])


class TestNoClaims:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The port should rebuild the ferry."),
            ("en", "Ostby Lines declined to comment on the wreck."),
            ("de", "Der Hafen sollte die Fähre neu bauen."),
            ("fr", "Il faut reconstruire le bac du port."),
            ("es", "El puerto debería reconstruir el ferry."),
        ],
    )
    def test_opinions_and_silence_are_none(self, language: str, text: str) -> None:
        drafts = fill(Article(text, language=language), [Claim(text=text, sentences=[1])])
        assert [draft for draft in drafts if isinstance(draft.record, Claim)] == []
