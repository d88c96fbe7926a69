"""Reports of evals: a run or a comparison as one HTML page, and a run as JUnit XML."""

from onrecord.report._junit import junit_xml
from onrecord.report._pages import Comparison, comparison_page, run_page

__all__ = ["Comparison", "comparison_page", "junit_xml", "run_page"]
