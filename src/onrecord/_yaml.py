"""The loader of YAML: libyaml's, ten times as fast, where PyYAML was built with it."""

try:
    from yaml import CSafeLoader as _Fastest
except ImportError:
    from yaml import SafeLoader as _Fastest  # type: ignore[assignment]

__all__ = ["SafeLoader"]


class SafeLoader(_Fastest):
    """Loads YAML as plain data, and makes nothing else of it."""
