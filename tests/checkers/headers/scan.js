// Mozilla's scanner over addresses given as arguments: ports 80 and 443 of every host are two
// of this machine (SCAN_PORTS), so that it scans as it always does and reaches nobody else.
import fs from "node:fs";
import net from "node:net";

const [plain, secure] = process.env.SCAN_PORTS.split(",").map(Number);
const PORTS = new Map([[80, plain], [443, secure]]);
const PRELOADED = new URL(
  "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json",
  import.meta.url,
);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const port = PORTS.get(Number(options.port));
  if (port === undefined) throw new Error(`nothing asks for port ${options.port}`);
  Object.assign(options, { host: "127.0.0.1", port });
  return connect.apply(this, given);
};

// The list of hosts that browsers know by heart comes from elsewhere; this one is not on it.
if (!fs.existsSync(PRELOADED)) fs.writeFileSync(PRELOADED, "{}");
const { scan } = await import("@mdn/mdn-http-observatory");

const found = {};
for (const address of process.argv.slice(2)) found[address] = await scan(address);
console.log(JSON.stringify(found));
