import datetime
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    ListBlock,
    ListBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    TimeBlock,
)

from portal.blocks.quote import PersonChooserBlock


class SpeakerValue(StructValue):
    def display_name(self) -> str:
        return self["person"].name if self["person"] else self["name"]

    def affiliation(self) -> str:
        """What stands after the name: role and organisation, as far as they are known."""
        if person := self["person"]:
            return ", ".join(filter(None, [person.role, person.organisation]))
        return self["organisation"]


class SpeakerBlock(StructBlock):
    person = PersonChooserBlock(label=gettext_lazy("person of the register"), required=False)
    name = CharBlock(
        label=gettext_lazy("or another name"), required=False, default="", max_length=120
    )
    organisation = CharBlock(
        label=gettext_lazy("role and organisation"), required=False, default="", max_length=200
    )

    class Meta:
        icon = "user"
        label = gettext_lazy("Speaker")
        value_class = SpeakerValue

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["person"]) == bool(cleaned["name"]):
            error = ValidationError(_("Choose a person or write a name: one of the two."))
            raise StructBlockValidationError(block_errors={"name": error})
        return cleaned


class SessionBlock(StructBlock):
    """One item of a programme. Times are optional: often only the order is known."""

    start = TimeBlock(label=gettext_lazy("start"), required=False)
    end = TimeBlock(label=gettext_lazy("end"), required=False)
    kind = ChoiceBlock(
        label=gettext_lazy("kind"),
        choices=[
            ("talk", gettext_lazy("talk")),
            ("panel", gettext_lazy("panel discussion")),
            ("workshop", gettext_lazy("workshop")),
            ("break", gettext_lazy("break")),
            ("ceremony", gettext_lazy("official part")),
        ],
        default="talk",
        # Its name is one in each language, and here only that of the editor is known.
        search_index=False,
    )
    title = CharBlock(label=gettext_lazy("title"), max_length=200)
    room = CharBlock(label=gettext_lazy("room"), required=False, default="", max_length=80)
    speakers = ListBlock(SpeakerBlock(), label=gettext_lazy("speakers"), default=[])
    summary = TextBlock(label=gettext_lazy("summary"), required=False, default="", rows=3)

    class Meta:
        icon = "time"
        label = gettext_lazy("Session")
        label_format = "{start} {title}"

    def clean(self, value):
        cleaned = super().clean(value)
        start, end = cleaned["start"], cleaned["end"]
        if end and not start:
            raise StructBlockValidationError(
                block_errors={"start": ValidationError(_("An end needs a start."))}
            )
        if start and end and end <= start:
            raise StructBlockValidationError(
                block_errors={"end": ValidationError(_("The end must be later than the start."))}
            )
        return cleaned


class ProgrammeValue(StructValue):
    # Levels of the headings, once `set_ranks` has seen the story.
    rank: int | None = None
    session_rank: int | None = None

    def has_times(self) -> bool:
        """Whether any hour is known; often only the order of a meeting is."""
        return any(self.timed())

    def timed(self) -> Iterator[tuple[int, StructValue]]:
        """(index, session) of the sessions whose beginning is known, in the editor's order."""
        for index, session in enumerate(self["sessions"]):
            if session["start"]:
                yield index, session

    def moments(
        self, event_date: datetime.date
    ) -> Iterator[tuple[int, datetime.datetime, datetime.datetime]]:
        """(index, beginning, end) of the timed sessions as moments of the local time zone.

        `event_date` counts where the programme has no date of its own; a session without an end
        is taken to end when it begins.
        """
        date = self["date"] or event_date
        for index, session in self.timed():
            yield (
                index,
                local(date, session["start"]),
                local(date, session["end"] or session["start"]),
            )

    def errors_outside(
        self, start: datetime.datetime, end: datetime.datetime
    ) -> StructBlockValidationError | None:
        """An error at each session that is not inside an event from `start` to `end`, if any."""
        outside = {
            index: StructBlockValidationError(
                block_errors={"start": ValidationError(_("This is outside the time of the event."))}
            )
            for index, session_start, session_end in self.moments(timezone.localdate(start))
            if session_start < start or session_end > end
        }
        if not outside:
            return None
        return StructBlockValidationError(
            block_errors={"sessions": ListBlockValidationError(block_errors=outside)}
        )


def clashes_between(
    programmes: list[tuple[int, ProgrammeValue]], first_day: datetime.date | None = None
) -> dict[int, StructBlockValidationError]:
    """Errors, by the index of the programme, where two programmes of one day share a room.

    Within one programme its own `clean` sees to that. A programme without a date is one of
    `first_day`, where that is known. A session without an end takes its room for a moment only.
    """
    taken, errors = {}, {}
    for index, programme in programmes:
        clashes = {}
        for row, session in programme.timed():
            start, end = session["start"], session["end"] or session["start"]
            room = " ".join(session["room"].split()).casefold()
            others = taken.setdefault((programme["date"] or first_day, room), [])
            if room and any(
                index != other and (start == begun or (start < until and begun < end))
                for other, begun, until in others
            ):
                message = _("Another session is still going on in this room.")
                clashes[row] = StructBlockValidationError(
                    block_errors={"start": ValidationError(message)}
                )
            others.append((index, start, end))
        if clashes:
            errors[index] = StructBlockValidationError(
                block_errors={"sessions": ListBlockValidationError(block_errors=clashes)}
            )
    return errors


def local(date: datetime.date, time: datetime.time) -> datetime.datetime:
    """The moment when clocks in the portal's time zone show `time` on `date`."""
    return timezone.make_aware(datetime.datetime.combine(date, time))


class ProgrammeBlock(StructBlock):
    """The programme of one day: an event of several days has one block for each."""

    title = CharBlock(label=gettext_lazy("title"), required=False, default="", max_length=120)
    date = DateBlock(
        label=gettext_lazy("day"),
        required=False,
        help_text=gettext_lazy("Only if it is another day than the first of the event."),
    )
    sessions = ListBlock(SessionBlock(), label=gettext_lazy("sessions"), min_num=1)

    class Meta:
        icon = "calendar-alt"
        label = gettext_lazy("Programme")
        description = gettext_lazy("Sessions of a meeting with times, kinds and speakers.")
        template = "blocks/programme.html"
        value_class = ProgrammeValue

    def get_preview_value(self):
        return self.normalize(
            {
                "title": _("Programme"),
                "date": None,
                "sessions": [
                    {
                        "start": datetime.time(10),
                        "end": datetime.time(10, 45),
                        "kind": "talk",
                        "title": _("Energy in transition"),
                        "room": _("Main hall"),
                        "speakers": [
                            {"person": None, "name": "Anna Przykładowa", "organisation": ""}
                        ],
                        "summary": "",
                    },
                    {
                        "start": datetime.time(11),
                        "end": None,
                        "kind": "panel",
                        "title": _("Who will need electricity here in ten years?"),
                        "room": "",
                        "speakers": [],
                        "summary": "",
                    },
                ],
            }
        )

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {}
        previous = None
        busy_until, begun = {}, {}
        for index, session in cleaned.timed():
            start, room = session["start"], " ".join(session["room"].split()).casefold()
            message = None
            if previous and start < previous:
                message = _("Sessions must stand in the order of their times.")
            elif room and (start < busy_until.get(room, start) or start == begun.get(room)):
                message = _("Another session is still going on in this room.")
            if message:
                errors[index] = StructBlockValidationError(
                    block_errors={"start": ValidationError(message)}
                )
            previous = start
            begun[room] = start
            busy_until[room] = max(session["end"] or start, busy_until.get(room, start))
        if errors:
            raise StructBlockValidationError(
                block_errors={"sessions": ListBlockValidationError(block_errors=errors)}
            )
        return cleaned
