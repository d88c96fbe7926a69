"""Pages on loopback: labelling articles, and reading a store."""
