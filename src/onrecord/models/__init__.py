"""Where answers come from: an endpoint or the embedded model."""

from onrecord.models.base import Answer, Model, Request, Usage
from onrecord.models.opening import open_model

__all__ = ["Answer", "Model", "Request", "Usage", "open_model"]
