"""Gold records, and later what is measured against them."""
