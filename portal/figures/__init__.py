"""Numbers that editors type and readers of two languages read, and the charts drawn of them."""
