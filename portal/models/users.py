from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor's account. Ours from the first migration: it cannot be made so later."""
