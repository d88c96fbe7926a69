"""Many articles: each read once, within a budget, whatever happens in between, and each answered for."""

from onrecord.batch.report import BatchReport, reason_of
from onrecord.batch.runner import BatchOptions, prompts_used, run_batch

__all__ = ["BatchOptions", "BatchReport", "prompts_used", "reason_of", "run_batch"]
