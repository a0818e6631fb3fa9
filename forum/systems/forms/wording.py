"""Words of the card's form: what each item is called, who sees it, what is asked."""

from forum.solar.bands import kw_band
from forum.systems.rules import Item, Visibility

LABELS = {
    Item.LABEL: "Label",
    Item.STATE: "State",
    Item.ZIP3: "Three digits of the ZIP code",
    Item.SYSTEM_TYPE: "Kind of system",
    Item.SIZE_BAND: f"Size as a band, such as {kw_band(7)}",
    Item.DC_KW: "Exact DC size",
    Item.AC_KW: "AC size",
    Item.MODULE_MODEL: "Modules: maker, model, watts",
    Item.MODULE_COUNT: "Number of modules",
    Item.INVERTER_MODEL: "Inverter: maker and model",
    Item.INVERTER_COUNT: "Number of inverters",
    Item.INVERTER_TYPE: "Inverter type",
    Item.DIRECTION: "Tilt and direction in steps",
    Item.ANGLES: "Exact tilt and azimuth",
    Item.MOUNTING: "Mounting",
    Item.SHADING: "Shade",
    Item.YEAR_INSTALLED: "Year installed",
    Item.BATTERY: "Battery",
    Item.ANNUAL_KWH: "kWh of a year",
    Item.SPECIFIC_YIELD: "kWh per kW, rounded to 50",
    Item.TARIFF: "How exports are paid for",
    Item.MONITORING: "Monitoring",
    Item.SOLTREX: "Page at SolTrex",
}
SEEN_BY = {
    Visibility.PUBLIC: "Everyone",
    Visibility.MEMBERS: "Signed-in members",
    Visibility.HIDDEN: "Only you",
}
NO_SIZE = "Write the size in kW DC, such as 6.4"
A_PLACE = (
    "The name of a school or a community says where it is. Show the label to these "
    "people all the same?"
)
