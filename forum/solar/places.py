"""Places no smaller than a state: states, regions, ZIP areas too small to name."""

from enum import StrEnum

STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}

SPARSE_ZIP3 = frozenset(
    "036 059 063 102 203 205 369 556 692 790 "
    "821 823 830 831 878 879 884 890 893".split()
)
"""Areas with so few people that three digits point at somebody (2000, 2010)."""


class Region(StrEnum):
    """States with a like sun."""

    SOUTHWEST = "Southwest"
    CALIFORNIA = "California"
    MOUNTAIN = "Mountain"
    GULF = "Florida and Gulf"
    SOUTHEAST = "Southeast and Mid-Atlantic"
    NORTHEAST = "Northeast and Great Lakes"
    NORTHWEST = "Pacific Northwest"
    ALASKA = "Alaska"
    PLAINS = "Texas and Plains"
    ISLANDS = "Hawaii and territories"


_STATES_OF = {
    Region.SOUTHWEST: "AZ NV NM",
    Region.CALIFORNIA: "CA",
    Region.MOUNTAIN: "CO UT WY MT ID",
    Region.GULF: "FL AL MS LA",
    Region.SOUTHEAST: "GA SC NC TN VA WV KY AR MD DE DC",
    Region.NORTHEAST: "NJ PA NY CT RI MA VT NH ME OH IN IL MI WI MN",
    Region.NORTHWEST: "WA OR",
    Region.ALASKA: "AK",
    Region.PLAINS: "TX OK KS NE SD ND IA MO",
    Region.ISLANDS: "HI PR VI GU AS MP",
}
_REGION_OF = {
    state: region for region, states in _STATES_OF.items() for state in states.split()
}


def region_of(state: str) -> Region | None:
    """Return the region a state lies in; None if none was said."""
    return _REGION_OF.get(state)
