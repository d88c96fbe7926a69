"""Pages: summaries beside their articles, a run, a comparison; and a run as JUnit XML."""

from onrecord.report._characters import presentable
from onrecord.report._junit import junit_xml
from onrecord.report._markdown import comparison_markdown
from onrecord.report._marking import Mark, MarkedSentence, marked
from onrecord.report._pages import Comparison, comparison_page, run_page
from onrecord.report._render import counted, render, render_part
from onrecord.report._summaries import summary_frame, summary_page, summary_text
from onrecord.report._summary_views import IN_THE_ARTICLE, FieldView, RecordView, SummaryView, direction_of

__all__ = [
    "IN_THE_ARTICLE",
    "Comparison",
    "FieldView",
    "Mark",
    "MarkedSentence",
    "RecordView",
    "SummaryView",
    "comparison_markdown",
    "comparison_page",
    "counted",
    "direction_of",
    "junit_xml",
    "marked",
    "presentable",
    "render",
    "render_part",
    "run_page",
    "summary_frame",
    "summary_page",
    "summary_text",
]
