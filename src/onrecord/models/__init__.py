"""Where answers come from: an endpoint or the embedded model."""

from onrecord.models._base import Answer, Call, Model, OptionProbabilities, Pace, Request, Usage
from onrecord.models._batch_file import Line, Outcome
from onrecord.models._batch_rounds import Batches, Round, Standing, calls_kept
from onrecord.models._batch_transport import InBatches
from onrecord.models._endpoint import DEFAULT_WINDOW, PROVIDERS, endpoint_for
from onrecord.models._kept_models import KeptModel, fetch_weights, kept_models, remove_weights
from onrecord.models._opening import open_model
from onrecord.models._recorded import AnswerFile, Answers, BeingAskedError, KeptAnswer, NotRecordedError, Recorded
from onrecord.models._rehearsal import Rehearsal
from onrecord.models._token_counts import estimated_tokens
from onrecord.models._waits import time_to_reset
from onrecord.models._weights import FETCH, INSTALL, WeightsState, weights_state

__all__ = [
    "DEFAULT_WINDOW",
    "FETCH",
    "INSTALL",
    "PROVIDERS",
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
    "OptionProbabilities",
    "Outcome",
    "Pace",
    "Recorded",
    "Rehearsal",
    "Request",
    "Round",
    "Standing",
    "Usage",
    "WeightsState",
    "calls_kept",
    "endpoint_for",
    "estimated_tokens",
    "fetch_weights",
    "kept_models",
    "open_model",
    "remove_weights",
    "time_to_reset",
    "weights_state",
]
