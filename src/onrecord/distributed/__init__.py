"""One batch on many machines."""

from onrecord.distributed._cluster import Place, place_of
from onrecord.distributed._driver import Work, read_on_ray
from onrecord.distributed._worker import Joining

__all__ = ["Joining", "Place", "Work", "place_of", "read_on_ray"]
