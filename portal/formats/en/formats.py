"""English for readers anywhere: the day before the month, in letters, and the 24-hour clock."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
# Ours, not Django's: a date with its day of the week.
WEEKDAY_DATE_FORMAT = "l j F Y"
# Ours: the month on the leaf of a calendar.
SHORT_MONTH_FORMAT = "M"
