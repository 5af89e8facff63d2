"""Which shared facts of the news have two languages (decision 0001)."""

from modeltranslation.translator import TranslationOptions, register

from news.models import Category
from portal.translation import BOTH


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = BOTH
