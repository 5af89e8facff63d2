from portal.walls.rates import AddressThrottle


class ReaderThrottle(AddressThrottle):
    """So many requests of one address in a time (API_RATE, "120/min"); "" counts none."""

    scope = "api"
