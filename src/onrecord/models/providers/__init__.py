"""Who answers under which names of models: one file for each way of opening one, listed in `_registry.py`."""

from onrecord.models.providers._endpoints import ADDRESSES, endpoint_provider
from onrecord.models.providers._local import LOCAL
from onrecord.models.providers._provider import Opening, Provider
from onrecord.models.providers._registry import MODELS, check_model, is_local, provider_named, provider_of, telling

__all__ = [
    "ADDRESSES",
    "LOCAL",
    "MODELS",
    "Opening",
    "Provider",
    "check_model",
    "endpoint_provider",
    "is_local",
    "provider_named",
    "provider_of",
    "telling",
]
