"""Words that rules need to know: makers, units, names, everyday words."""

import re
from importlib.resources import files


def _read(name: str) -> str:
    """Read one of the lists of this package, once, when it is imported."""
    return files(__package__).joinpath(name).read_text("utf-8")


def _listed(name: str) -> frozenset[str]:
    return frozenset(_read(name).split())


GIVEN = _listed("given.txt")
FAMILY = _listed("family.txt")
"""Names of people: our own lists, and the more frequent names of the census of 1990
of the United States (in the public domain) that are no words of every day."""

EVERYDAY = _listed("everyday.txt")
"""Words that mean something else in most texts, names or not."""

VOCABULARY = _listed("vocabulary.txt")
"""More words that texts use for other things, family names among them.

Counted in the documentation that stands on a developer's machine.
"""

UNSURE_GIVEN = EVERYDAY | frozenset(
    "austin jordan madison victoria virginia georgia carolina dallas charlotte "
    "florence "
    "geneva jackson lincoln logan chase trinity savannah houston orlando jesus angel "
    "christian mercedes sierra aurora phoenix denver dakota chelsea eugene lourdes "
    "florence lorain santiago diego cristobal san santa los las art ty jo kay sue "
    "pat rob "
    "june augusta sidney israel cody drew rusty sandy rocky woody buddy frank josh "
    "jean "
    "van don mason taylor parker hunter carson cooper bailey riley morgan kelly wesley "
    "clinton kent lance ted sol franklin lane wade chance chuck jack victor "
    "oliver".split()
)
"""Given names that are words, towns or brands too: alone they say little."""

BRANDED_GIVEN = UNSURE_GIVEN | frozenset(
    "shelly alexa siri otis merle roman crystal amber ivy iris hazel violet olive "
    "pearl melody prince duke earl gene dale glen lee penny patience dean vernon "
    "marion clay lowell carlo elgin crown kelley norton trace allen guy grace holly "
    "heather echo nest arlo dell".split()
)
"""Given names that say little beside an unknown word with a capital."""

COMPANY = frozenset(
    "solar energy electric electrical electronics power llc inc incorporated corp "
    "corporation co company construction contracting contractors contractor hvac "
    "plumbing "
    "roofing brothers bros sons services service systems solutions group associates "
    "industries renewables renewable enterprises partners builders building supply "
    "hardware technologies tech utility utilities gas cooperative coop bank insurance "
    "realty properties homes mechanical heating cooling installers installation "
    "lighting "
    "batteries battery controls motors motor university college school schools "
    "elementary "
    "middle high hospital church library county city park street road avenue lane "
    "drive "
    "blvd river creek lake mountain valley hills beach island bay point springs falls "
    "airport museum center centre plaza field stadium foundation institute laboratory "
    "labs memorial bridge dam station ave st rd ln dr ct way trail court circle act "
    "bill "
    "award law effect method theorem curve and & edison nuclear hydro wind instruments "
    "elevator elevators observatory parish township borough empire principle depot "
    "works mills tools manufacturing products electronics trucking farms ranch dairy "
    "bank labs lab networks software international global holdings ltd gmbh llp plc "
    "ag kg bv nv oy ab pty co-op insulation supplies wholesale distributors retail "
    "observatory rd. podcast show foundation trust society association union press "
    "times post herald tribune journal motor engines pumps diesel generator "
    "generators tire tires strong-tie interlock".split()
)
"""What follows a name when it names a firm, a school or a place."""

NOT_PEOPLE = frozenset(_read("famous.txt").splitlines())
"""Given and family names of people of history and of the news, and of brands."""

MAKER_DOMAINS = frozenset(
    "enphase.com enphaseenergy.com solaredge.com tesla.com sma.de sma-america.com "
    "fronius.com generac.com outbackpower.com schneider-electric.com se.com "
    "sol-ark.com "
    "pvoutput.org victronenergy.com growatt.com goodwe.com huawei.com sungrowpower.com "
    "lg.com panasonic.com sunpower.com rec.com qcells.com q-cells.com "
    "canadiansolar.com "
    "jinkosolar.com trinasolar.com longi.com sunrun.com unirac.com ironridge.com "
    "nrel.gov "
    "dsireusa.org energy.gov chargepoint.com emporiaenergy.com sense.com solar-log.com "
    "soltrex.com github.com gitlab.com".split()
)

MAKERS = re.compile(
    r"\b(?:enphase|solar ?edge|tesla|sma|fronius|generac|outback|schneider|sol-?ark|"
    r"victron|growatt|goodwe|huawei|sungrow|lg|panasonic|sunpower|maxeon|rec|q ?cells|"
    r"hanwha|canadian solar|jinko|trina|longi|sunrun|sunnova|vivint|unirac|ironridge|"
    r"eaton|siemens|leviton|emporia|sense|chargepoint|apsystems|hoymiles|magnum|"
    r"midnite|morningstar|sonnen|fortress|pytes|eg4|franklin|span|savant|delta|abb|"
    r"ginlong|solis|chint|yaskawa|solectria|power-one|kaco|ingeteam|pg&e|pge|sce|sdg&e|"
    r"con ?ed(?:ison)?|national grid|eversource|duke energy|xcel|dominion|entergy|"
    r"manufacturer|utility|power company|electric company|irs|fema|epa|nrel)\b"
)

STATES = {
    "names": (
        "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|"
        "florida|"
        "georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|"
        "maryland|"
        "massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|"
        "new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|"
        "oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|"
        "tennessee|"
        "texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming"
    ),
    "codes": (
        "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|"
        "MO|MT|"
        "NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR"
    ),
}

CITY_AND_STATE = re.compile(
    r"(?:,? (?:in )?(?:[A-Z][A-Za-z'.-]{1,15} ){0,2}[A-Z][A-Za-z'.-]{1,15})?,? "
    rf"(?:(?:{STATES['codes']})\b\.?|(?i:{STATES['names']})\b)(?:,? "
    rf"[0-9]{{5}}(?:-[0-9]{{4}})?\b)?"
    r"|, (?:[A-Z][a-z'-]{1,15} ){0,2}[A-Z][a-z'-]{2,15}(?:,? [0-9]{5}(?:-[0-9]{4})?\b)?"
    r"(?=[.,;!?)]|$|\n)"
    r"|,? [0-9]{5}(?:-[0-9]{4})?\b(?! ?[kKmMwW])"
)

NOT_STREETS = frozenset(
    "a an the of in on at to for from with and or is are was were my our your his "
    "her their "
    "this that these those it i we you they he she who what when where which how "
    "than then "
    "if but so as by be been am do did not no yes all any some each every both more "
    "most "
    "less other another same few many much only just about around over under up down "
    "out "
    "off near per via into onto through amp amps volt volts watt watts kw kwh wh mwh "
    "va "
    "hz ft feet foot inch inches in mm cm m km mi mile miles yard yards lb lbs pound "
    "pounds "
    "degree degrees percent year years yr yrs month months week weeks day days hour "
    "hours "
    "hr hrs minute minutes min mins second seconds sec panel panels module modules "
    "string "
    "strings inverter inverters battery batteries microinverter microinverters micro "
    "micros "
    "optimizer optimizers breaker breakers circuit circuits array arrays roof roofs "
    "house "
    "houses home homes people guys kids times time x gauge awg pole phase story car "
    "cars "
    "truck bedroom bed bath acre acres gallon gallons ton tons btu seer dollar dollars "
    "cents bucks grand hundred thousand million dc ac usb port pin channel mppt rows "
    "row "
    "columns wide long high tall deep left right way one two three four five six seven "
    "eight nine ten minute hour am pm est edt pst cst mst rsd usd new old good bad big "
    "small last first next previous different separate large medium tier installers "
    "quotes "
    "bids companies lane step steps part parts screws bolts wires legs pairs sets "
    "pieces "
    "trips cycles watts-hours wire wires bifacial solar roof-top kwp kva ohm "
    "ohms".split()
)

NOT_SECRETS = frozenset(
    "the and for not was were are been being have has had that this these those with "
    "from "
    "your their there here where when what which wrong right correct incorrect "
    "invalid valid "
    "required needed necessary missing reset changed change changing different same "
    "set "
    "unknown known lost forgotten forgot default factory admin administrator "
    "installer user "
    "username none null blank empty printed written located found given shown "
    "displayed "
    "stored saved sent encrypted hashed protected protection policy manager field "
    "prompt "
    "screen page box form entered entry typed rejected refused accepted denied expired "
    "working works work fails failed failing good bad fine okay long short strong "
    "weak easy "
    "hard simple secure insecure only also still just now then never always usually "
    "something anything nothing everything case-sensitive sensitive supposed going "
    "being "
    "recovery login logon email phone device gateway inverter router network wifi "
    "label "
    "sticker back bottom under inside https http asked asking need needs like because "
    "should would could will can may might must optional public private shared unique "
    "stuff things thing place people derived based computed calculated made serial "
    "last "
    "first digits characters letters number numbers length minimum maximum through "
    "over "
    "fail pass passed test tests inspection code final your-password yourpassword "
    "hidden "
    "mandatory available unavailable disabled enabled gone safe again though "
    "please thanks".split()
)
