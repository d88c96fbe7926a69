"""Runs and comparisons to look at: a page of HTML each, and JUnit XML."""

from onrecord.report._junit import junit_xml
from onrecord.report._pages import Comparison, comparison_page, run_page

__all__ = ["Comparison", "comparison_page", "junit_xml", "run_page"]
