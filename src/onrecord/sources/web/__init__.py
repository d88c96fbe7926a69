"""What comes from the web: fetched politely, and only from addresses that may be read."""

from onrecord.sources.web._addresses import absolute, host_of, is_web, linked, shown, without_login
from onrecord.sources.web._fetch import Fetched, Fetcher, decoded_body
from onrecord.sources.web._polite import FetchError

__all__ = [
    "FetchError",
    "Fetched",
    "Fetcher",
    "absolute",
    "decoded_body",
    "host_of",
    "is_web",
    "linked",
    "shown",
    "without_login",
]
