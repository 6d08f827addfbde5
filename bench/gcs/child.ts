import { type Job, sides } from './sides.ts';

/** Does one job and tells how long it took, in seconds, and how much memory the process had at most, in megabytes. */
const job = JSON.parse(process.argv[2] ?? '') as Job;
process.env['GITPHONY_GCS_ENDPOINT'] = job.endpoint;
const started = performance.now();
await sides[job.side](job);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
