"""The quality of prompts and models: gold records, runs over them, scores, comparisons and the gate."""

from onrecord.evals._calibration import PRECISIONS, Reliability, calibrate, expected_calibration_error, reliability
from onrecord.evals._changes import (
    CHANGES,
    ArticleChange,
    FieldChange,
    GoldChange,
    RecordChange,
    articles_changed,
    gained_and_lost,
)
from onrecord.evals._comparison import MetricComparison, compare_metrics
from onrecord.evals._composing import composing_ratios
from onrecord.evals._constants import constants_of
from onrecord.evals._gate import Baseline, Shortfall, check_floors, check_gold, load_baseline, pin_floors, save_baseline
from onrecord.evals._gold import GoldArticle, GoldEntity, GoldFact, load_gold
from onrecord.evals._history import Decision, HeldOut, History, Tried, history_path, load_history
from onrecord.evals._improvement import LEVEL, Improvement, Limit, Outcome, Source, begun, improve, split_gold
from onrecord.evals._matrix import (
    Combination,
    Matrix,
    failures_of,
    matrix_of,
    metric_named,
    partly_read,
    why_no_interval,
)
from onrecord.evals._metrics import FIRST, METRICS, Metric
from onrecord.evals._mistakes import Error
from onrecord.evals._planning import Planned, plan_articles
from onrecord.evals._prompt_parts import Change, Wording
from onrecord.evals._runner import Plan, Variant, run_evals
from onrecord.evals._runs import ArticleResult, Cell, Constant, EvalRun, Score, gold_hash, load_run, save_run
from onrecord.evals._schema import gold_schema
from onrecord.evals._scores import ArticleScore, score, total
from onrecord.evals._stories import (
    Alone,
    Copied,
    Difference,
    Expected,
    GoldStory,
    GoldText,
    MustTell,
    Same,
    Side,
    load_stories,
)

__all__ = [
    "CHANGES",
    "FIRST",
    "LEVEL",
    "METRICS",
    "PRECISIONS",
    "Alone",
    "ArticleChange",
    "ArticleResult",
    "ArticleScore",
    "Baseline",
    "Cell",
    "Change",
    "Combination",
    "Constant",
    "Copied",
    "Decision",
    "Difference",
    "Error",
    "EvalRun",
    "Expected",
    "FieldChange",
    "GoldArticle",
    "GoldChange",
    "GoldEntity",
    "GoldFact",
    "GoldStory",
    "GoldText",
    "HeldOut",
    "History",
    "Improvement",
    "Limit",
    "Matrix",
    "Metric",
    "MetricComparison",
    "MustTell",
    "Outcome",
    "Plan",
    "Planned",
    "RecordChange",
    "Reliability",
    "Same",
    "Score",
    "Shortfall",
    "Side",
    "Source",
    "Tried",
    "Variant",
    "Wording",
    "articles_changed",
    "begun",
    "calibrate",
    "check_floors",
    "check_gold",
    "compare_metrics",
    "composing_ratios",
    "constants_of",
    "expected_calibration_error",
    "failures_of",
    "gained_and_lost",
    "gold_hash",
    "gold_schema",
    "history_path",
    "improve",
    "load_baseline",
    "load_gold",
    "load_history",
    "load_run",
    "load_stories",
    "matrix_of",
    "metric_named",
    "partly_read",
    "pin_floors",
    "plan_articles",
    "reliability",
    "run_evals",
    "save_baseline",
    "save_run",
    "score",
    "split_gold",
    "total",
    "why_no_interval",
]
