import { parentPort, workerData } from 'node:worker_threads';
import type { JobAnswer, JobData, LineModule } from './jobs.js';
import { answerLines } from './ndjson.js';

/** A thread of {@link runJobs}: answers the pieces of input it is sent. */
const { module, settings } = workerData as JobData;
const { openLines } = (await import(module)) as LineModule;
const answerLine = await openLines(settings);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
parentPort?.on('message', (piece: Uint8Array) => {
  const { text, lines, failed, exit } = answerLines(decoder.decode(piece), answerLine);
  const bytes = encoder.encode(text);
  parentPort?.postMessage({ bytes, lines, failed, exit } satisfies JobAnswer, [bytes.buffer]);
});
