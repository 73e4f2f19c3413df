import { Checker, type CheckResult } from '@medcode/core/edits/check';
import type { PayerPack } from '@medcode/core/edits/payer-rules/pack';
import { CheckInput } from '@medcode/core/edits/subject';
import { day } from '@medcode/core/model/date';
import { openCatalog } from '@medcode/releases/open-catalog';
import { type AnswerLine, lineAnswerer } from '../ndjson.js';
import { plainShape } from '../plain-shape.js';

/** How `medcode check` was called; travels to the threads of `--jobs`. */
export interface CheckSettings {
  readonly dataFolder: string | undefined;
  /** Date of service of inputs that state none. */
  readonly date: string | undefined;
  readonly payers: readonly PayerPack[];
}

/** Checks inputs as the command was told to. @throws MedcodeError MC_DATE_INVALID, MC_RELEASE_MISSING */
export function openChecker({ dataFolder, date, payers }: CheckSettings): (input: CheckInput) => CheckResult {
  const checker = new Checker(openCatalog(dataFolder), { payers });
  const fallback = date === undefined ? undefined : day(date);
  return (input) => checker.check(input, fallback);
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export function openLines(settings: unknown): Promise<AnswerLine> {
  const check = openChecker(settings as CheckSettings);
  const answer = (input: CheckInput): LineAnswer => {
    const { findings, notChecked, releases } = check(input);
    return { findings, notChecked, releases: releases.map(({ id }) => id) };
  };
  return Promise.resolve(lineAnswerer(CheckInput, answer, isReady, exitOf));
}

const isPlain = plainShape(CheckInput);

/** A line as the edits read it; lists that it leaves out are filled in. */
function isReady(value: object): value is CheckInput {
  const line = value as Partial<CheckInput>;
  line.diagnoses ??= [];
  line.procedures ??= [];
  line.services ??= [];
  return isPlain(line);
}

interface LineAnswer extends Pick<CheckResult, 'findings' | 'notChecked'> {
  /** Ids: what a release is does not change from line to line. */
  readonly releases: readonly string[];
}

/** 1 when there is an error, 4 when there is none but something was not checked. */
export function exitOf({ findings, notChecked }: Pick<CheckResult, 'findings' | 'notChecked'>): number {
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return notChecked.length > 0 ? 4 : 0;
}
