"""Where answers come from: an endpoint or the embedded model."""

from onrecord.models._base import Answer, Call, Model, OptionProbabilities, Pace, Request, Usage
from onrecord.models._endpoint import DEFAULT_WINDOW, PROVIDERS, endpoint_for
from onrecord.models._opening import open_model
from onrecord.models._recorded import AnswerFile, Answers, KeptAnswer, Recorded
from onrecord.models._token_counts import estimated_tokens
from onrecord.models._waits import time_to_reset
from onrecord.models._weights import INSTALL, WeightsState, weights_state

__all__ = [
    "DEFAULT_WINDOW",
    "INSTALL",
    "PROVIDERS",
    "Answer",
    "AnswerFile",
    "Answers",
    "Call",
    "KeptAnswer",
    "Model",
    "OptionProbabilities",
    "Pace",
    "Recorded",
    "Request",
    "Usage",
    "WeightsState",
    "endpoint_for",
    "estimated_tokens",
    "open_model",
    "time_to_reset",
    "weights_state",
]
