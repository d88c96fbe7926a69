"""One step for each version. None is changed once it is released."""
