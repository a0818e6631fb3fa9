// What every page loads: small helps for pages that work without them.
import { focusSummary } from "./focus.js";
import { warnOfIdleEnd } from "./idle.js";
import { keepTimes, tellLocalTimes } from "./times.js";

focusSummary();
keepTimes();
tellLocalTimes();
warnOfIdleEnd();
