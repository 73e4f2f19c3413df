import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { MedcodeError } from '@medcode/core/errors';
import { type AnswerLine, type BatchResult, wholeLines } from './ndjson.js';

/** What a worker is started with: the module that answers its lines (see {@link LineModule}) and what that module is given. */
export interface JobData {
  readonly module: string;
  readonly settings: unknown;
}

/** A module that answers lines in a worker. */
export interface LineModule {
  readonly openLines: (settings: unknown) => Promise<AnswerLine>;
}

/** What a worker sends back for a piece of input. */
export interface JobAnswer {
  readonly text: string;
  readonly lines: number;
  readonly failed: number;
}

/** Characters handed to a worker at once, at least. */
const PIECE = 256 * 1024;
/** Pieces given out beyond one for each worker, so that none waits for the slowest. */
const AHEAD = 2;

/** The number of `--jobs`. @throws MedcodeError MC_USAGE */
export function jobCount(text: string | undefined): number {
  if (text === undefined) return 1;
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 256) throw new MedcodeError('MC_USAGE', '--jobs takes a whole number from 1 to 256');
  return Math.min(jobs, availableParallelism());
}

/**
 * As {@link runBatch}, on several cores: pieces of input go to the workers in turn, answers come out in the order of the input.
 * Input is read no faster than answers are written.
 */
export async function runJobs(
  input: AsyncIterable<Uint8Array | string>,
  write: (text: string) => Promise<void>,
  jobs: number,
  data: JobData,
): Promise<BatchResult> {
  const workers = Array.from({ length: jobs }, () => new JobWorker(data));
  let lines = 0;
  let failed = 0;
  const open: Promise<JobAnswer>[] = [];
  const settle = async (): Promise<void> => {
    const answer = await (open.shift() as Promise<JobAnswer>);
    lines += answer.lines;
    failed += answer.failed;
    if (answer.text !== '') await write(answer.text);
  };
  try {
    let next = 0;
    for await (const piece of pieces(wholeLines(input))) {
      open.push((workers[next++ % jobs] as JobWorker).answer(piece));
      if (open.length >= jobs + AHEAD) await settle();
    }
    while (open.length > 0) await settle();
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
  return { lines, failed };
}

async function* pieces(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const chunk of chunks) {
    piece += `${chunk}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** A worker thread that answers pieces one after the other. */
class JobWorker {
  private readonly worker: Worker;
  private readonly waiting: { resolve: (answer: JobAnswer) => void; reject: (error: Error) => void }[] = [];

  constructor(data: JobData) {
    this.worker = new Worker(new URL('./job-worker.js', import.meta.url), { workerData: data });
    this.worker.on('message', (answer: JobAnswer) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  answer(piece: string): Promise<JobAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(piece);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
