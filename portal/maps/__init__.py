"""Places: where they are, how they stand on our own map of the region, who else shows them."""
