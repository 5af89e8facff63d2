"""Polish as Django has it, but for short dates: Polish writes them with dots."""

DATETIME_FORMAT = "j E Y, H:i"
SHORT_DATE_FORMAT = "j.m.Y"
# Ours, not Django's: a date with its day of the week.
WEEKDAY_DATE_FORMAT = "l, j E Y"
# Ours: the month on the leaf of a calendar.
SHORT_MONTH_FORMAT = "N"
