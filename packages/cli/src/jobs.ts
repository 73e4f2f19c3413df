import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { MedcodeError } from '@medcode/core/errors';
import { type AnswerLine, type BatchResult, LONGEST_LINE, worseExit } from './ndjson.js';

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
  /** The answers in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lines: number;
  readonly failed: number;
  readonly exit: number;
}

/** Bytes handed to a worker at once, at least. */
const PIECE = 256 * 1024;
/** Pieces given out beyond one for each worker, so that none waits for the slowest. */
const AHEAD = 2;
const LINE_END = 10;

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
  write: (bytes: Uint8Array) => Promise<void>,
  jobs: number,
  data: JobData,
): Promise<BatchResult> {
  const workers = Array.from({ length: jobs }, () => new JobWorker(data));
  let lines = 0;
  let failed = 0;
  let exit = 0;
  const open: Promise<JobAnswer>[] = [];
  const settle = async (): Promise<void> => {
    const answer = await (open.shift() as Promise<JobAnswer>);
    lines += answer.lines;
    failed += answer.failed;
    exit = worseExit(exit, answer.exit);
    if (answer.bytes.length > 0) await write(answer.bytes);
  };
  try {
    let next = 0;
    for await (const piece of pieces(input)) {
      open.push((workers[next++ % jobs] as JobWorker).answer(piece));
      if (open.length >= jobs + AHEAD) await settle();
    }
    while (open.length > 0) await settle();
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
  return { lines, failed, exit };
}

/** Whole lines, in pieces; bytes are neither decoded nor copied more than once here, so that the workers are not waited for. */
async function* pieces(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const end = size + bytes.length < PIECE ? -1 : bytes.lastIndexOf(LINE_END);
    if (end < 0) {
      parts.push(bytes);
      size += bytes.length;
      if (size > LONGEST_LINE + PIECE && !parts.some((part) => part.includes(LINE_END)))
        throw new MedcodeError('MC_INPUT_TOO_LARGE', `a line is longer than ${LONGEST_LINE} characters`);
      continue;
    }
    yield joined([...parts, bytes.subarray(0, end + 1)]);
    parts = [bytes.subarray(end + 1)];
    size = bytes.length - end - 1;
  }
  if (size > 0) yield joined(parts);
}

/** One array of its own, so that it can be handed over. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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

  answer(piece: Uint8Array<ArrayBuffer>): Promise<JobAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(piece, [piece.buffer]);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
