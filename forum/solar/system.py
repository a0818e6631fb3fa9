"""A system as its owner describes it: values, whatever page or table holds them."""

from dataclasses import dataclass

from forum.solar.kinds import (
    TRACKERS,
    BatteryKind,
    InverterType,
    Mounting,
    Shading,
    SystemType,
    Tariff,
)

ARRAYS_MAX = 8
YEARS_MAX = 5


@dataclass(frozen=True, slots=True)
class Array:
    """Modules that face one way."""

    tilt: float
    azimuth: float
    share: float = 100.0


@dataclass(frozen=True, slots=True)
class Equipment:
    """A make of module or inverter, and how many of it."""

    maker: str = ""
    model: str = ""
    count: int | None = None

    @property
    def name(self) -> str:
        """Maker and model in one line."""
        return f"{self.maker} {self.model}".strip()


@dataclass(frozen=True, slots=True)
class System:
    """All that a card can hold. There is no field for anything that locates."""

    dc_kw: float
    system_type: SystemType = SystemType.RESIDENTIAL
    label: str = ""
    state: str = ""
    zip3: str = ""
    ac_kw: float | None = None
    modules: Equipment = Equipment()
    module_watts: float | None = None
    inverters: Equipment = Equipment()
    inverter_type: InverterType | None = None
    arrays: tuple[Array, ...] = ()
    mounting: Mounting | None = None
    shading: Shading | None = None
    year_installed: int | None = None
    battery_kwh: float | None = None
    battery_kind: BatteryKind | None = None
    annual_kwh: tuple[tuple[int, float], ...] = ()
    tariff: Tariff | None = None
    monitoring: str = ""
    soltrex_id: str = ""

    @property
    def is_tracking(self) -> bool:
        """Whether the modules follow the sun."""
        return self.mounting in TRACKERS

    @property
    def newest_yield(self) -> float | None:
        """The specific yield of the newest year, in kWh per kW DC."""
        if not self.annual_kwh or not self.dc_kw:
            return None
        return max(self.annual_kwh)[1] / self.dc_kw

    @property
    def main_array(self) -> Array | None:
        """The array with the largest share."""
        return max(self.arrays, key=lambda array: array.share, default=None)
