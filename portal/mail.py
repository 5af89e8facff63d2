"""Mail through the queue: who sends some waits for no mail server, and none of it is lost.

`QueuedMail` is the EMAIL_BACKEND: a message becomes a task within the transaction of whoever sends
it – it is on its way if and only if what it tells of is stored – and the task hands it to the
backend that EMAIL_URL names (EMAIL_DELIVERY_BACKEND). What that cannot take is tried again for five
days (portal.queue.retrying).

A message may go out twice, if the worker is killed between the mail server's answer and writing it
down. Both have the same Message-ID, by which mailboxes know that they are one.

What was written is personal data. It stands in the task until the mail server has taken it, and no
longer; of mail that has failed for good for 30 days (portal.queue.pruning).
"""

import logging
from base64 import b64decode, b64encode
from collections.abc import Sequence
from email.mime.base import MIMEBase
from email.utils import formatdate, make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import Error
from django_tasks import task

logger = logging.getLogger(__name__)

# Somebody waits for it, and it is done at once: before all else.
URGENT = 50


class QueuedMail(BaseEmailBackend):
    """Puts messages into the queue. Raises what they could not be written for (BadHeaderError)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue those of `email_messages` that have a recipient; how many those are."""
        queued = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                deliver.enqueue(packed(message))
            except Error as error:
                if not self.fail_silently:
                    raise
                logger.warning("A mail was not queued: %s", type(error).__name__)
            else:
                queued += 1
        return queued


@task(backend="background", priority=URGENT)
def deliver(message: dict) -> None:
    """Hand a `packed` message to the mail server."""
    unpacked(message, get_connection(settings.EMAIL_DELIVERY_BACKEND)).send()


def packed(message: EmailMessage) -> dict:
    """`message` in values that JSON has, with the date and the identity that it keeps.

    Raises ValueError if it cannot be written as mail (line breaks in a header, say), so that
    whoever sends it learns of it, and TypeError if it is made of MIME parts, not of contents.
    """
    message.message()
    headers = {
        "Message-ID": make_msgid(domain=DNS_NAME),
        "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
    }
    own = {name.lower() for name in message.extra_headers}
    headers = {name: value for name, value in headers.items() if name.lower() not in own}
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": str(message.from_email),
        "to": [str(address) for address in message.to],
        "cc": [str(address) for address in message.cc],
        "bcc": [str(address) for address in message.bcc],
        "reply_to": [str(address) for address in message.reply_to],
        "headers": headers | {name: str(value) for name, value in message.extra_headers.items()},
        "subtype": message.content_subtype,
        "alternatives": [
            [str(content), mimetype]
            for content, mimetype in getattr(message, "alternatives", None) or []
        ],
        "attachments": [packed_file(attachment) for attachment in message.attachments],
    }


def packed_file(attachment) -> list:
    if isinstance(attachment, MIMEBase):
        raise TypeError("Attach a name, a content and a type, not a part of MIME.")
    name, content, mimetype = attachment
    if isinstance(content, str):
        return [name, content, mimetype, "text"]
    return [name, b64encode(content).decode(), mimetype, "base64"]


def unpacked(message: dict, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """What `packed` has made, as it was, to be sent by `connection`."""
    mail = EmailMultiAlternatives(
        **{
            name: message[name]
            for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "headers")
        },
        connection=connection,
    )
    mail.content_subtype = message["subtype"]
    for content, mimetype in message["alternatives"]:
        mail.attach_alternative(content, mimetype)
    for name, content, mimetype, written in message["attachments"]:
        mail.attach(name, b64decode(content) if written == "base64" else content, mimetype)
    return mail
