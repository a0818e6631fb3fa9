"""What names of persons look like, and the words that announce one."""

import re

UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0141\u015a\u017b\u0160\u017d\u010c"
LOWER = "a-z\u00df-\u00f6\u00f8-\u017f"
WORD = (
    rf"[{UPPER}](?:['][{UPPER}])?[{LOWER}{UPPER}]{{1,17}}"
    rf"(?:-[{UPPER}][{LOWER}]{{1,15}})?"
)
CAPITAL = re.compile(
    rf"(?<![\w@./'-])[{UPPER}][{LOWER}{UPPER}]{{1,15}}"
    rf"(?:-[{UPPER}][{LOWER}]{{1,12}})?(?![\w@])"
)
REST = re.compile(
    rf"(?: (?:[{UPPER}]\.?|\"[{UPPER}][{LOWER}]{{1,12}}\"|"
    rf"\([{UPPER}][{LOWER}]{{1,12}}\)|"
    rf"(?P<mid>[{UPPER}][{LOWER}]{{2,12}})(?= (?:van|von|de|del|{WORD}))))?"
    rf" (?P<part>(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]el|[Dd]ella|[Dd]er|[Dd]en|[Dd]a|[Dd]i|"
    rf"[Dd]os|[Ll]a|[Ll]e|[Bb]in|[Aa]l|[Ee]l|St\.|ter|ten) ){{0,2}})"
    rf"(?P<last>{WORD})(?![\w@]|\.[{LOWER}])"
)
SHORT_REST = re.compile(rf" (?P<part>)(?P<mid>)(?P<last>{WORD})(?![\w@]|\.[{LOWER}])")
FOLLOWS = re.compile(rf"[ ]?(&)|(?:'s)? ([{UPPER}][{LOWER}{UPPER}]+)")
TITLED = re.compile(
    rf"(?<![\w.])(?P<t>Mr|Mrs|Ms|Mx|Miss|Mister|Dr|Doctor|Prof|Professor|Rev|"
    rf"Reverend|Pastor|Fr|Sr|Sra|Se\u00f1or|Se\u00f1ora|Officer|Detective|Judge|Capt|"
    rf"Sgt|Herr|Frau|Madame|Mme|Pan|Pani|Meneer|Mevrouw)\.?"
    rf"(?: (?:and|&|und|y) (?:Mrs|Mr|Frau|Dr|Sra)\.?| Dr\.?)?"
    rf" (?:[{UPPER}]\. ?)?(?P<last>{WORD})(?: (?P<more>{WORD}))?(?![\w@])"
)
_PEOPLE = (
    r"wife|husband|son|daughter|brother|sister|mother|father|mom|dad|uncle|aunt|"
    r"cousin|nephew|niece|grandson|brother in law|brother-in-law|son-in-law|"
    r"father-in-law|landlord|landlady|tenant|inspector|rep|salesm[ae]n|saleswoman|"
    r"salesperson|technician|tech|foreman|crew chief|crew lead|friend|co-?worker|boss|"
    r"roofer|owner|electrician|buddy|partner|lineman|plumber|sales guy|agent|realtor|"
    r"project manager|account manager|sales rep|installer|contractor|lender|lawyer|"
    r"attorney|handyman|engineer|surveyor|estimator|consultant|notary|pastor|"
    r"neighbou?rs?|homeowner|applicant|customer|doctor|teacher|client|colleague|"
    r"sparky|sparkie|tradie|fitter|chap|lad|fella|bloke|supervisor|manager|president|"
    r"secretary|treasurer|widow|widower|fianc\u00e9e?"
)
CUE = re.compile(
    r"(?:\b(?:(?:member|spouse|primary|holder|co-?owner|insured|beneficiary|benef|"
    r"recipient|"
    r"cust|grantee|grantor|buyer|seller|driver|witness|author|from|by|to|cc|bcc|sender|"
    r"name|sales|contact|attn|prepared for|"
    rf"account holder|reported by|{_PEOPLE})[ ]?:|(?:{_PEOPLE})(?: is| was)?|"
    r"name(?:'s| is| was|:|d)?|names? of|called|named|"
    r"look(?:ing)? for|tell them|name on it|name(?: \w{2,6}){0,2} (?:says|reads|shows|"
    r"said)|"
    r"ask(?:ed)? for|talk(?:ed|ing)? (?:to|"
    r"with)|sp[eo]a?ke? (?:to|with)|"
    r"signed(?: by)?|(?:best |kind |warm )?regards|sincerely|yours(?: truly)?|thanks|"
    r"thank you|cheers|attn|attention|c/o|i'm|i am|this is|billed to|in the name of|"
    r"made out to|under the name|registered to|deeded to|titled to|issued to|sold to|"
    r"email(?:ed)?|contact(?:ed)?|call(?:ed)?|guy named|tell|told|met|hired|meet|dear|"
    r"credit to|thanks to|kudos to|shout ?out to|payable to|signed for|witness(?:ed)?|"
    r"hochachtungsvoll|mfg|lg|vg|gru\u00df|gr\u00fcsse|gruss|met vriendelijke groet|"
    r"mvh|atte\.?|"
    r"gr\u00fc\u00dfe|saludos|groet(?:en|jes)?|cordialement|pozdrawiam)"
    r"|--|-|~|\u2014)[ ]?[,:.]?[ ]?(?:is |was |named |called |his name is |her name "
    r"is )?(?:\(|\"|\n[ \t>]{0,4}){0,2}[ ]?$"
)
HERE = re.compile(
    r"^,? (?:here|speaking|writing)\b|^ (?:wrote|writes|schrieb|said):|^ <[^\s>]{3,40}@"
)
RELATIVE_CUE = re.compile(
    r"\b(?:my|our|his|her|their) (?:\w{2,9} )?(?:wife|husband|son|daughter|brother|"
    r"sister|mother|"
    r"father|mom|dad|uncle|aunt|cousin|nephew|niece|landlord|landlady|tenant|inspector|"
    r"friend|"
    r"co-?worker|boss|buddy|neighbou?r|late (?:wife|husband)|pastor|teacher|doctor|"
    r"colleague)"
    r",? ?[(,]?[ ]?$"
)
KIN = re.compile(
    r"^\"? ?[,(-]{1,2} ?(?:my|our|his|her|their|the) (?:late |old |new |ex-?|former |"
    rf"elderly |next door )?(?:{_PEOPLE})\b"
)
DOES = re.compile(
    r"^(?:'s\b|,? (?:who|said|says|did|does|has|had|is|was|told|came|comes|wants|"
    r"wanted|lives|lived|installed|built|wired|helped|wrote|owns|owned|works|"
    r"worked|thinks|asked|called|from|at|in|next|down|across|over|signed|sold|"
    r"quoted|fixed|sent|posted|recommended|and|or|on|will|would|can|could|just|"
    r"never|already|here|whose|also|for|with|to|about|but|if|when|because|as|"
    r"mentioned|suggested|showed|taught|got|gave|does|drove|sells|runs|ran)\b"
    r"|[,.;:!?)\"]|\s*\n|\s*$|[ ]<)"
)
STRONG_CUE = re.compile(
    r"(?:\b(?:ask(?:ed|ing)? for|look(?:ing)? for|spoke (?:to|with)|talk(?:ed)? (?:to|"
    r"with)|hi,? this is|"
    r"hello,? this is|my name(?: is|'s)|name(?:'s| is| was|:)|name(?: \w{2,6}){0,2} "
    r"(?:says|reads|shows)|"
    r"registered to|issued to|made out to|payable to|billed to|addressed to|deeded to|"
    r"attn:?|c/o|"
    r"groet(?:en|jes)?|gru\u00df|gr\u00fc\u00dfe|saludos|cordialement|pozdrawiam|"
    r"regards|sincerely|"
    r"(?:signed|prepared|inspected|installed|witnessed|approved|drawn)(?: by)?|in the "
    r"name of|under the name(?: of)?|a (?:guy|man|woman|lady|"
    r"fella|bloke|"
    r"gentleman) (?:called|named)|from:|to:|cc:|"
    r"(?:member|spouse|primary|holder|insured|beneficiary|benef|recipient|cust|"
    rf"{_PEOPLE})"
    rf"(?:[:.]| is| was|'s name is|,? one|,? a certain|,? called|,? named))"
    r"[ ]?[,:]?[ ]?(?:\(|\"|\n[ \t>]{0,4}){0,2}[ ]?|\b(?:name|name on the \w{3,10}|"
    r"titular|inhaber|"
    r"kunde|account)[ ]?[(:][ ]?)$"
)
INITIAL = re.compile(
    rf"(?<![\w@./'-])[{UPPER}]\. ?(?:[{UPPER}]\. ?){{0,2}}(?P<part>(?:(?:van|von|de|"
    rf"del|der|"
    rf"den|di|la|le|ten|ter) ){{0,2}})(?P<b>{WORD})(?![\w@])"
)
FIELD = re.compile(
    rf"(?:^|[\n|*.,;>] {{0,3}}|\. )(?i:nom(?: et pr\u00e9nom)?|name|owner|kunde|"
    rf"kundin|cliente|titular|naam|"
    rf"nazwisko|inhaber|besitzer|propietario|customer|applicant|homeowner|account "
    rf"holder|"
    rf"sender|absender|eier|ejer|\u00e4gare|namn|navn|cardholder|name on (?:card|"
    rf"account|file|bill))"
    rf"[*_]{{0,2}} ?[:|][*_]{{0,2}} ?(?P<a>{WORD}) (?P<b>{WORD})(?![\w@])"
)
SURNAME_IS = re.compile(
    rf"\b(?:[Ll]ast name|[Ss]urname|[Ff]amily name|[Mm]aiden name)"
    rf"(?: is| was|:|'s)? (?P<b>{WORD})(?![\w@])"
)
LOWER_CUE = re.compile(
    rf"(?:\b(?:name(?:'s| is| was)?|ask for|talk to|spoke (?:to|with)|i am|i'm|named|"
    rf"this is|contact|signed|regards,?|thanks,?|called|c/o|attn:?|{_PEOPLE})"
    rf"(?:[ ](?:was|is))?,?|--)[ \n](?:is |was )?(?P<a>[{LOWER}]{{3,14}}) (?:[a-z]\.? "
    rf")?(?P<b>[{LOWER}][{LOWER}'-]{{2,18}})(?![\w@])"
)
LOWER_PAIR = re.compile(
    rf"(?<![\w@./'-])(?P<a>[{LOWER}]{{3,13}}) (?:[a-z]\.? )?"
    rf"(?=(?P<b>[{LOWER}]{{4,16}})(?![\w@-]|\.\w))"
)
TURNED = re.compile(
    rf"(?<![\w@.-])(?P<b>{WORD}), (?P<a>[{UPPER}][{LOWER}]{{2,14}}(?:-[{UPPER}][{LOWER}"
    rf"]{{1,12}})?)(?: "
    rf"[{UPPER}]\.)?(?![\w@-]| [{UPPER}])"
)
TURNED_CAPITALS = re.compile(
    r"(?<![\w@.-])(?P<b>[A-Z]{3,16})[,/] ?(?P<a>[A-Z]{3,14}|[A-Z])\b(?: "
    r"[A-Z]\b\.?)?(?![\w@-])"
)
ENDING = re.compile(
    r"(?:sk[iya]|ska|cki|czyk|wicz|vich|vi[c\u0107\u010d]|enko|chuk|sen|sson|ssen|"
    r"dottir|mann|berg|burg|stein|feld|baum|thal|hoff|holz|bauer|meyer|maier|meier|"
    r"huber|quist|qvist|gren|strom|str\u00f6m|lund|nen|ian|yan|oglu|poulos|opoulos|"
    r"idis|"
    r"akis|escu|ez|ucci|elli|etti|ini|ello|ino|oni|eau|eaux|ault|ard|moto|mura|"
    r"yama|naka|ashi|awa|kar|wala|esan|rajan|swamy|nathan|murthy|reddy|appa|preet|"
    r"jee|adhyay|ewski|owski|ova|eva|kova|shvili|nyi|aitis|auskas|kins|worth|bury|"
    r"wright|smith|field|son|ton|ley|ham|wood|well|man)$|^(?:mc|mac|o'|fitz|van|von|de|"
    r"di|la|le|ibn|al-|el-|abu)[a-z]{3}"
)
BRANDS = frozenset("pepper coffee clean fusion cooper heater rooter robot sun".split())
PLACES = tuple(
    f"{word} "
    for word in "santa san saint st st. fort ft mount port lake los las".split()
)
