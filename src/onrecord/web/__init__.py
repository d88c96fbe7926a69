"""Pages on loopback: labelling articles, and reading a store.

`onrecord.web.label` has the app of the labelling page; it needs the extra `web`.
"""

from onrecord.web._draft_sources import DraftSource, drafts_in, drafts_of_model
from onrecord.web._labels import Edit, LabelFolder, Labels
from onrecord.web._serving import check_installed, serve

__all__ = [
    "DraftSource",
    "Edit",
    "LabelFolder",
    "Labels",
    "check_installed",
    "drafts_in",
    "drafts_of_model",
    "serve",
]
