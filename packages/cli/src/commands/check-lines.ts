import { Checker, type CheckFinding, type CheckResult } from '@medcode/core/edits/check';
import type { PayerPack } from '@medcode/core/edits/payer-rules/pack';
import { CheckInput } from '@medcode/core/edits/subject';
import { MedcodeError } from '@medcode/core/errors';
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

/** Checks inputs as the command was told to. @throws MedcodeError MC_DATE_INVALID, MC_RELEASE_MISSING; when checking, MC_INPUT_INVALID for an input without a code */
export function openChecker({ dataFolder, date, payers }: CheckSettings): (input: CheckInput) => CheckResult {
  const checker = new Checker(openCatalog(dataFolder), { payers });
  const fallback = date === undefined ? undefined : day(date);
  return (input) => {
    // Without a code nothing can be found, and that would read as a pass.
    if (input.diagnoses.length + input.procedures.length + input.services.length === 0)
      throw new MedcodeError('MC_INPUT_INVALID', 'there is no diagnosis, procedure or service to check');
    return checker.check(input, fallback);
  };
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export function openLines(settings: unknown): Promise<AnswerLine> {
  const check = openChecker(settings as CheckSettings);
  const answer = (input: CheckInput): LineAnswer => {
    const { findings, notChecked, releases } = check(input);
    return { findings, notChecked, releases: releases.map(({ id }) => id) };
  };
  return Promise.resolve(lineAnswerer(CheckInput, answer, isReady, exitOf, answerText));
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

/** Authorities are the longest part of a finding and the same few lists in every answer. */
const authorities = new WeakMap<CheckFinding['authority'], string>();

/** An answer as `JSON.stringify` writes it, each list of authorities written once: writing would take longer than checking. */
export function answerText({ findings, notChecked, releases }: LineAnswer): string {
  let text = '';
  for (const { rule, message, severity, at, params, authority } of findings) {
    let sources = authorities.get(authority);
    if (sources === undefined) {
      sources = JSON.stringify(authority);
      authorities.set(authority, sources);
    }
    text += `${text === '' ? '' : ','}{"rule":"${rule}","message":"${message}","severity":"${severity}","at":${JSON.stringify(at)},"params":${JSON.stringify(params)},"authority":${sources}}`;
  }
  return `{"findings":[${text}],"notChecked":${JSON.stringify(notChecked)},"releases":${JSON.stringify(releases)}}`;
}

/** 1 when there is an error, 4 when there is none but something was not checked. */
export function exitOf({ findings, notChecked }: Pick<CheckResult, 'findings' | 'notChecked'>): number {
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return notChecked.length > 0 ? 4 : 0;
}
