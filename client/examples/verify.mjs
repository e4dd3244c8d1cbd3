// Verifies the photos of one product, as a job, from JavaScript (Node 18 or newer, or a browser with small changes):
//   node verify.mjs http://localhost:8000 front.jpg [back.jpg ...]
import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";

const [base, ...photos] = process.argv.slice(2);
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const key = process.env.MOKCHECK_KEY ? { Authorization: `Bearer ${process.env.MOKCHECK_KEY}` } : {};

/** The answer, once the service is not busy; every other problem is thrown. */
async function ask(path, options = {}) {
  for (;;) {
    const answer = await fetch(base + path, { ...options, headers: { ...key, ...options.headers } });
    if (answer.ok) return answer;
    const problem = await answer.json(); // application/problem+json
    if (![409, 429, 503].includes(answer.status)) throw new Error(`${problem.code}: ${problem.title}. ${problem.detail}`);
    await sleep(Number(answer.headers.get("retry-after") ?? 1));
  }
}

const form = new FormData();
for (const photo of photos) form.append("photos", new Blob([await readFile(photo)]), "photo");
form.append("lang", "en");
const taken = await ask("/v1/verifications", {
  method: "POST",
  body: form,
  headers: { Prefer: "respond-async", "Idempotency-Key": randomUUID() },
});
const place = taken.headers.get("location");
let job = await taken.json();
while (!["done", "failed"].includes(job.state)) {
  await sleep(0.5);
  job = await (await ask(place)).json();
}
if (job.state === "failed") throw new Error(`${job.problem.code}: ${job.problem.title}`);
console.log(job.report.verdict);
console.error(job.report.summary);
