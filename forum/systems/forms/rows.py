"""Rows of the card's form: arrays and years, as many as are used and some more."""

from collections.abc import Iterator, Mapping

from wtforms import Field

from forum.solar.system import ARRAYS_MAX, YEARS_MAX, Array
from forum.systems.fields import Figure, Year
from forum.warnings.forms import CheckedForm


class RowsForm(CheckedForm):
    """Fields that stand in rows, some of which may be left out."""

    def array_rows(self) -> list[tuple[Field, Field, Field]]:
        """Return the fields of each array, as many as are used and two more."""
        last = min(ARRAYS_MAX, max(self._used_arrays(), default=0) + 2)
        return [
            (self[f"tilt_{row}"], self[f"azimuth_{row}"], self[f"share_{row}"])
            for row in range(1, last + 1)
        ]

    def year_rows(self) -> list[tuple[Field, Field]]:
        """Return the fields of each year, as many as are used and one more."""
        last = min(YEARS_MAX, max(self._used_years(), default=0) + 1)
        return [
            (self[f"kwh_year_{row}"], self[f"kwh_{row}"]) for row in range(1, last + 1)
        ]

    def arrays(self) -> tuple[Array, ...]:
        """Hand over the arrays."""
        return tuple(map(self._array, self._used_arrays()))

    def years(self) -> tuple[tuple[int, float], ...]:
        """Hand over what whole years brought."""
        return tuple(
            (self[f"kwh_year_{row}"].number, self[f"kwh_{row}"].figure)
            for row in self._used_years()
        )

    def halves(self) -> Iterator[tuple[str, str]]:
        """Find rows of which only a part was filled in."""
        for row in self._used_arrays():
            for name, said in (
                ("tilt", "Write the tilt too, 0 for flat"),
                ("azimuth", "Write the azimuth too, 180 for south"),
            ):
                if self[f"{name}_{row}"].figure is None:
                    yield f"{name}_{row}", said
            if self[f"share_{row}"].figure is None and len(self._used_arrays()) > 1:
                yield f"share_{row}", "Write which part of the modules stands here"
        for row in self._used_years():
            if self[f"kwh_year_{row}"].figure is None:
                yield f"kwh_year_{row}", "Write which year it was"
            if self[f"kwh_{row}"].figure is None:
                yield f"kwh_{row}", "Write how many kWh it was"

    def in_form(self, said: Mapping[str, str]) -> dict[str, str]:
        """Name the fields as they stand in the form, where rows may be left out."""
        named = {}
        for name, text in said.items():
            start, _, number = name.rpartition("_")
            if number.isdigit():
                of_arrays = start in {"tilt", "azimuth", "share"}
                rows = self._used_arrays() if of_arrays else self._used_years()
                named[f"{start}_{rows[int(number) - 1]}"] = text
            else:
                named[name] = text
        return named

    def _used_arrays(self) -> list[int]:
        return [
            row
            for row in range(1, ARRAYS_MAX + 1)
            if self[f"tilt_{row}"].data or self[f"azimuth_{row}"].data
        ]

    def _used_years(self) -> list[int]:
        return [
            row
            for row in range(1, YEARS_MAX + 1)
            if self[f"kwh_year_{row}"].data or self[f"kwh_{row}"].data
        ]

    def _array(self, row: int) -> Array:
        share = self[f"share_{row}"].figure
        if share is None and len(self._used_arrays()) == 1:
            share = 100.0
        tilt, azimuth = self[f"tilt_{row}"].figure, self[f"azimuth_{row}"].figure
        return Array(tilt, azimuth, share or 0)


def add_rows(form: type[RowsForm]) -> None:
    """Give a form its rows: fields of their own, so that nothing is lost."""
    for row in range(1, ARRAYS_MAX + 1):
        setattr(form, f"tilt_{row}", Figure(f"Tilt of array {row}, degrees"))
        setattr(form, f"azimuth_{row}", Figure(f"Azimuth of array {row}, degrees"))
        setattr(form, f"share_{row}", Figure(f"Share of array {row}, %"))
    for row in range(1, YEARS_MAX + 1):
        setattr(form, f"kwh_year_{row}", Year(f"Year {row}"))
        setattr(form, f"kwh_{row}", Figure(f"kWh in year {row}"))
