// Starts the Slack of npm's emulate, and tells `events` of what happens there. Its own command line offers no subscription.
//   node emulate.mjs DIST '{"seed": {...}, "events": "http://127.0.0.1:1/…"}'   prints its address, and ends with its input.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, asked] = process.argv.slice(2);
const { seed, events } = JSON.parse(asked);
const load = (name) => import(pathToFileURL(join(dist, name)).href);
const parts = readdirSync(dist).filter((name) => /^dist-\w+\.js$/.test(name));
const { slackPlugin } = await load(parts.find((name) => readFileSync(join(dist, name), "utf8").includes("slackPlugin")));
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...more) => {
  webhooks.register({ url: events, events: ["*"], active: true, owner: "slack" });
  return register(app, store, webhooks, ...more);
};
const { createEmulator } = await load("api.js");
const emulator = await createEmulator({ service: "slack", port: 0, seed });
console.log(emulator.url);
process.stdin.resume().on("end", () => process.exit(0));
