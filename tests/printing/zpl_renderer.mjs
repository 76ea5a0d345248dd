// Draws each label of a ZPL job; reads [[job, width mm, height mm, dots per mm], ...] and answers
// with PNG files in base64.
import { createRequire } from "node:module";

const require = createRequire(process.argv[2]);
const { api } = await require("zpl-renderer-js").ready;
let asked = "";
for await (const piece of process.stdin) asked += piece;
const drawn = [];
for (const [job, width, height, density] of JSON.parse(asked)) {
  drawn.push(await api.zplToBase64Async(job, width, height, density));
}
// A pipe takes its time, and what is not through when the process ends is lost.
await new Promise((written) => process.stdout.write(JSON.stringify(drawn), written));
process.exit(0);
