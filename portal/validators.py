"""Forms and checksums of what Polish law makes an association publish.

Each takes the string as an editor typed it and raises ValidationError, with a message in the
editor's language, if it cannot be right. Spaces and hyphens are allowed.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidFormat
from stdnum.exceptions import ValidationError as NumberError
from stdnum.pl import nip, regon

validate_postcode = RegexValidator(
    r"\A[0-9]{2}-[0-9]{3}\Z", gettext_lazy("A Polish postal code looks like 97-410.")
)
validate_telephone = RegexValidator(
    r"\A\+[0-9]{1,3}( ?[0-9]){6,12}\Z",
    gettext_lazy("Write the number with its country code, for example +48 607 444 242."),
)


def refuse_zeros(value: str) -> str:
    """`value`, unless it is all zeros: their checksum is right, but nobody has that number."""
    if not value.strip("0 -"):
        raise InvalidFormat
    return value


def validate_nip(value: str) -> None:
    """Tax number: ten digits, the last a checksum (Act on registration of taxpayers, art. 5)."""
    try:
        nip.validate(refuse_zeros(value))
    except NumberError as error:
        raise ValidationError(
            _("This is not a valid NIP: it has ten digits and the last one is a checksum.")
        ) from error


def validate_regon(value: str) -> None:
    """Statistical number: nine or fourteen digits, the last a checksum (Statistics Poland)."""
    try:
        regon.validate(refuse_zeros(value))
    except NumberError as error:
        raise ValidationError(
            _("This is not a valid REGON: it has 9 or 14 digits and the last one is a checksum.")
        ) from error


def validate_krs(value: str) -> None:
    """Number in the National Court Register: ten digits, without a checksum."""
    if not re.fullmatch(r"[0-9]{10}", value) or not value.strip("0"):
        raise ValidationError(_("A KRS number has ten digits, for example 0001149189."))
