"""Polish as Django has it, but for short dates: Polish writes them with dots."""

DATETIME_FORMAT = "j E Y, H:i"
SHORT_DATE_FORMAT = "j.m.Y"
