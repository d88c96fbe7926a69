"""Where answers come from: an endpoint, the embedded model, or a model that another package brings."""

from onrecord.models._base import DEFAULT_WINDOW, Answer, Call, Model, OptionProbabilities, Pace, Request, Usage
from onrecord.models._batch_file import Line, Outcome
from onrecord.models._batch_rounds import Batches, Round, Standing, calls_kept
from onrecord.models._batch_transport import InBatches
from onrecord.models._kept_models import KeptModel, fetch_weights, kept_models, remove_weights
from onrecord.models._opening import open_model
from onrecord.models._recorded import AnswerFile, Answers, BeingAskedError, KeptAnswer, NotRecordedError, Recorded
from onrecord.models._rehearsal import Rehearsal
from onrecord.models._token_counts import estimated_tokens
from onrecord.models._waits import time_to_reset
from onrecord.models._weights import FETCH, INSTALL, WeightsState, weights_state
from onrecord.models.providers import (
    LOCAL,
    MODELS,
    Opening,
    Provider,
    check_model,
    endpoint_provider,
    is_local,
    provider_named,
    provider_of,
)

__all__ = [
    "DEFAULT_WINDOW",
    "FETCH",
    "INSTALL",
    "LOCAL",
    "MODELS",
    "Answer",
    "AnswerFile",
    "Answers",
    "Batches",
    "BeingAskedError",
    "Call",
    "InBatches",
    "KeptAnswer",
    "KeptModel",
    "Line",
    "Model",
    "NotRecordedError",
    "Opening",
    "OptionProbabilities",
    "Outcome",
    "Pace",
    "Provider",
    "Recorded",
    "Rehearsal",
    "Request",
    "Round",
    "Standing",
    "Usage",
    "WeightsState",
    "calls_kept",
    "check_model",
    "endpoint_provider",
    "estimated_tokens",
    "fetch_weights",
    "is_local",
    "kept_models",
    "open_model",
    "provider_named",
    "provider_of",
    "remove_weights",
    "time_to_reset",
    "weights_state",
]
