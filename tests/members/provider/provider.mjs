// A real OpenID provider for the tests: who is known to it and what became of
// accounts is told to it at /test/…, which no real service has.
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";

const { PORT, FORUM, LIVE, CLIENT, SECRET } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const pair = await generateKeyPair("RS256", { extractable: true });
const key = { ...(await exportJWK(pair.privateKey)), kid: "one", use: "sig", alg: "RS256" };
const people = new Map();

const provider = new Provider(issuer, {
  jwks: { keys: [key] },
  cookies: { keys: [randomUUID()] },
  clients: [{
    client_id: CLIENT,
    client_secret: SECRET,
    redirect_uris: [`${FORUM}/sign-in/back`],
    post_logout_redirect_uris: [`${FORUM}/`],
    backchannel_logout_uri: `${LIVE}/registry/logout`,
    backchannel_logout_session_required: true,
  }],
  pkce: { required: () => true },
  scopes: ["openid", "profile", "email", "soltrex"],
  claims: {
    openid: ["sub"],
    profile: ["preferred_username", "updated_at"],
    email: ["email", "email_verified"],
    soltrex: ["soltrex_status", "soltrex_systems", "soltrex_roles"],
  },
  features: {
    devInteractions: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  // Its own would refuse to call this machine.
  fetch: (url, { method, headers, body }) => fetch(url, { method, headers, body }),
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ ...people.get(id), sub: id }),
  }),
});

async function toldEvent({ kind, sub }) {
  const token = await new SignJWT({
    events: {
      [`https://schemas.openid.net/secevent/risc/event-type/${kind}`]: {
        subject: { subject_type: "iss-sub", iss: issuer, sub },
      },
    },
  })
    .setProtectedHeader({ alg: "RS256", kid: "one", typ: "secevent+jwt" })
    .setIssuer(issuer)
    .setAudience(CLIENT)
    .setIssuedAt()
    .setJti(randomUUID())
    .sign(await importJWK(key, "RS256"));
  const headers = { "content-type": "application/secevent+jwt" };
  const answer = await fetch(`${LIVE}/registry/events`, { method: "POST", headers, body: token });
  return { status: answer.status };
}

const tests = {
  "/test/person": async ({ sub, ...claims }) => (people.set(sub, claims), {}),
  "/test/event": toldEvent,
};

const callback = provider.callback();
createServer(async (request, response) => {
  const test = tests[request.url];
  if (!test) return callback(request, response);
  const parts = [];
  for await (const part of request) parts.push(part);
  const answer = await test(JSON.parse(Buffer.concat(parts).toString()));
  return response.end(JSON.stringify(answer));
}).listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
