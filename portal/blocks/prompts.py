"""What a skeleton asks for is no text: a story that still asks cannot be published."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructBlock, StructBlockValidationError

# Stands before whatever an editor should write over.
PROMPT = "✎"


def errors_of_prompts(story: StreamValue) -> dict[int, ValidationError]:
    """An error at each block of `story` in which a prompt still stands."""
    errors = {}
    for index, child in enumerate(story):
        texts = child.block.get_searchable_content(child.value)
        if any(PROMPT in text for text in texts):
            error = ValidationError(
                _("Write over what is marked with %(mark)s, or delete it.") % {"mark": PROMPT}
            )
            is_struct = isinstance(child.block, StructBlock)
            errors[index] = (
                StructBlockValidationError(non_block_errors=[error]) if is_struct else error
            )
    return errors
