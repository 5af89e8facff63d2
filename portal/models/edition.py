import uuid

from django.db import models


def random_token() -> str:
    return uuid.uuid4().hex


class EditionToken(models.Model):
    """The one row that names the present edition (decision 0026). Triggers write it: see
    portal.editions.watching."""

    token = models.CharField(max_length=36, default=random_token)
    # Another one whenever something was taken from readers (decision 0027).
    withdrawal = models.CharField(max_length=36, default=random_token)

    def __str__(self) -> str:
        return self.token
