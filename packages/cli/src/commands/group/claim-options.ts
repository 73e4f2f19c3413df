import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import { jobCount, type LineModule, runJobs } from '../../jobs.js';
import { type BatchResult, runLines } from '../../ndjson.js';
import { writeOut } from '../../output.js';
import { readJsonInput } from '../../read-json.js';

/** The claim in a JSON file or on standard input. @throws MedcodeError as {@link readJsonInput} */
export async function readClaim(path: string): Promise<MsdrgClaim> {
  const { MsdrgClaimInput } = await import('@medcode/core/groupers/msdrg/claim-schema');
  return readJsonInput(path, MsdrgClaimInput);
}

/** Answers NDJSON from standard input with a module of lines, here or on several cores. */
export async function answerStandardInput(module: URL, settings: unknown, jobs: string | undefined): Promise<BatchResult> {
  const count = jobCount(jobs);
  if (count > 1) return runJobs(process.stdin, writeOut, count, { module: module.href, settings });
  const { openLines } = (await import(module.href)) as LineModule;
  return runLines(process.stdin, writeOut, await openLines(settings));
}
