"""Many articles: each read once, within a budget, whatever happens in between, and each answered for."""

from onrecord.batch._budget import Budget, Price, parse_budget
from onrecord.batch._estimate import Estimate, estimate, estimate_record
from onrecord.batch._marks import Marks
from onrecord.batch._near_duplicates import known_articles
from onrecord.batch._pacing import Bucket, Caps, Clock, Pacer, SharedBucket, TokenBucket
from onrecord.batch._report import BatchReport, Counts, SourceReport, reason_of
from onrecord.batch._runner import GRACE, BatchOptions, Share, run_batch

__all__ = [
    "GRACE",
    "BatchOptions",
    "BatchReport",
    "Bucket",
    "Budget",
    "Caps",
    "Clock",
    "Counts",
    "Estimate",
    "Marks",
    "Pacer",
    "Price",
    "Share",
    "SharedBucket",
    "SourceReport",
    "TokenBucket",
    "estimate",
    "estimate_record",
    "known_articles",
    "parse_budget",
    "reason_of",
    "run_batch",
]
