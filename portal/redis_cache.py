"""Redis as a cache that may be away: nobody is refused for that, everything is only slower.

Django's own backend answers every request with an error while its Redis restarts. This one asks a
Redis that did not answer no more for a few seconds, and has nothing meanwhile, like a cache that
was just emptied.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends import redis as django_redis
from django.utils.functional import cached_property
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds for which a Redis that did not answer is left alone.
PAUSE = 5.0
# How long a reader waits for it at most, and once more, as a connection may be an old one.
PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0, "retry": Retry(NoBackoff(), 1)}


class Outage:
    """What this process knows of a Redis that does not answer: shared by all threads."""

    def __init__(self) -> None:
        self.until: float | None = None
        # Whether something was not written or deleted: what is there may be out of date.
        self.has_missed = False

    @property
    def is_over(self) -> bool:
        return self.until is None or time.monotonic() >= self.until

    def begin(self, error: Exception) -> None:
        if self.until is None:
            logger.error("Redis does not answer, the portal goes on without: %s", error)
        self.until = time.monotonic() + PAUSE

    def end(self) -> None:
        self.until = None
        self.has_missed = False
        logger.warning("Redis answers again.")


_outages: dict[tuple[str, ...], Outage] = {}


def or_else(answer: Any, *, changes: bool = False) -> Callable:
    """For a method of the client: `answer` while Redis is away. `changes`: it is to be heeded."""

    def decorate(method: Callable) -> Callable:
        @wraps(method)
        def ask(self: "Client", *args: Any) -> Any:
            outage = self.outage
            try:
                if outage.is_over:
                    if outage.until is not None:
                        self.recover()
                    return method(self, *args)
            except RedisError as error:
                outage.begin(error)
            outage.has_missed |= changes
            return answer() if callable(answer) else answer

        return ask

    return decorate


class Client(django_redis.RedisCacheClient):
    def __init__(self, servers: list[str], prefix: str, **options: Any) -> None:
        super().__init__(servers, **PATIENCE | options)
        self.prefix = prefix
        # A cache is made anew for each thread.
        self.outage = _outages.setdefault((*servers, prefix), Outage())

    def recover(self) -> None:
        """Begin with nothing, if something was missed; RedisError if it is still away."""
        if self.outage.has_missed:
            self.empty()
        else:
            self.get_client(write=True).ping()
        self.outage.end()

    def empty(self) -> None:
        """Without what others keep in the same Redis, which Django would delete as well."""
        client = self.get_client(write=True)
        if keys := list(client.scan_iter(match=f"{self.prefix}:*", count=1000)):
            client.delete(*keys)

    # Who wants to be the first is: nobody is known to be before them.
    add = or_else(True, changes=True)(django_redis.RedisCacheClient.add)
    set = or_else(None, changes=True)(django_redis.RedisCacheClient.set)
    touch = or_else(False, changes=True)(django_redis.RedisCacheClient.touch)
    delete = or_else(False, changes=True)(django_redis.RedisCacheClient.delete)
    has_key = or_else(False)(django_redis.RedisCacheClient.has_key)
    get_many = or_else(dict)(django_redis.RedisCacheClient.get_many)
    set_many = or_else(None, changes=True)(django_redis.RedisCacheClient.set_many)
    delete_many = or_else(None, changes=True)(django_redis.RedisCacheClient.delete_many)

    def get(self, key: str, default: Any) -> Any:
        found = self._get(key)
        return default if found is None else found

    @or_else(None)
    def _get(self, key: str) -> Any:
        return super().get(key, None)

    def incr(self, key: str, delta: int) -> int:
        counted = self._incr(key, delta)
        if counted is None:
            raise ValueError(f"Key {key!r} not found.")
        return counted

    @or_else(None, changes=True)
    def _incr(self, key: str, delta: int) -> int:
        return super().incr(key, delta)

    @or_else(False, changes=True)
    def clear(self) -> bool:
        self.empty()
        return True


class RedisCache(django_redis.RedisCache):
    """BACKEND of CACHES. Every cache needs a KEY_PREFIX of its own, as it is emptied by that."""

    @cached_property
    def _cache(self) -> Client:
        return Client(self._servers, self.key_prefix, **self._options)

    def answers(self) -> bool:
        """Whether it can be reached now: for health checks, which want to know it each time."""
        try:
            self._cache.get_client(write=True).ping()
        except RedisError:
            return False
        return True
