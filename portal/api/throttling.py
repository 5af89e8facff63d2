from django.conf import settings
from rest_framework.throttling import AnonRateThrottle


class ReaderThrottle(AnonRateThrottle):
    """So many requests of one address in a time (API_RATE, "120/min"); "" counts none.

    The address is kept in the cache for that time only, nowhere else. Behind proxies it is what
    the last of them says (API_PROXIES): what a client writes there itself counts for nothing.
    """

    def get_rate(self) -> str | None:
        return settings.API_RATE or None
