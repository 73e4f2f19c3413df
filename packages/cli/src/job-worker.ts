import { parentPort, workerData } from 'node:worker_threads';
import type { JobAnswer, JobData, LineModule } from './jobs.js';
import { answerLines } from './ndjson.js';

/** A thread of {@link runJobs}: answers the pieces of input it is sent. */
const { module, settings } = workerData as JobData;
const { openLines } = (await import(module)) as LineModule;
const answerLine = await openLines(settings);
parentPort?.on('message', (piece: string) => {
  const { text, lines, failed } = answerLines(piece, answerLine);
  parentPort?.postMessage({ text, lines, failed } satisfies JobAnswer);
});
