import { dottedCode } from '@medcode/core/codesets/code';
import type { CmrReason, CmrResult } from '@medcode/core/groupers/cmr/claim';
import type { CmrMeasure } from '@medcode/core/groupers/cmr/grouper';
import type { CmrWhatIf } from '@medcode/core/groupers/cmr/what-if';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

const REASON_WORDS: Readonly<Record<CmrReason, string>> = {
  'not-present-on-admission': 'not present on admission',
  'severe-form-counts': 'the severe form counts instead',
  'stroke-during-the-stay': 'sequela of a stroke, but there was a stroke during the stay',
};
const COLUMN = 20;

/** Comorbidity measures for people. `measure` says what a flag means and weighs. */
export function renderCmr(
  answer: CmrResult & { readonly whatIf?: CmrWhatIf },
  date: string,
  measure: (flag: string) => CmrMeasure | undefined,
): string {
  const { scores, flags, codes, notCounted, notChecked, releases, whatIf } = answer;
  const set = Object.keys(flags).filter((flag) => flags[flag] === 1);
  const lines = [
    `${pc.bold('Comorbidity measures')} · Elixhauser refined ${answer.version} · discharged ${date}`,
    `${pc.bold(`Readmission index ${scores.readmission}`)} · ${pc.bold(`mortality index ${scores.mortality}`)}`,
    '',
    ...(set.length === 0 ? ['No measure applies'] : set.flatMap((flag) => measureLines(flag, codes[flag] ?? [], measure(flag)))),
  ];
  if (notCounted.length > 0) {
    lines.push('', 'Not counted');
    for (const { flag, reason, by, codes: of } of notCounted)
      lines.push(
        ...labelled(short(flag), `${REASON_WORDS[reason]}${by === undefined ? '' : ` (${short(by)})`} · ${dotted(of)}`, 2, COLUMN),
      );
  }
  if (whatIf) lines.push('', ...whatIfLines(whatIf, answer));
  for (const { what, reason, remedy } of notChecked) lines.push('', ...wrap(`Not checked: ${what}: ${reason} → ${remedy}`, 0, 2));
  lines.push('', ...releaseLines(releases));
  return `${lines.join('\n')}\n`;
}

function measureLines(flag: string, codes: readonly string[], measure: CmrMeasure | undefined): string[] {
  const weights = measure === undefined ? '' : ` · readmission ${signed(measure.readmission)}, mortality ${signed(measure.mortality)}`;
  return labelled(short(flag), `${measure?.description ?? ''} · ${dotted(codes)}${weights}`, 2, COLUMN);
}

function whatIfLines({ changes, changed, difference }: CmrWhatIf, base: CmrResult): string[] {
  const { gained, lost, readmission, mortality } = difference;
  const moved = [...gained.map((flag) => `+${short(flag)}`), ...lost.map((flag) => `–${short(flag)}`)];
  return [
    `What if ${changes.map(({ verb, code }) => `${verb}:${dottedCode(code)}`).join(', ')}`,
    ...labelled('Measures', moved.join(', ') || 'the same', 2, COLUMN),
    ...labelled('Readmission index', `${base.scores.readmission} → ${changed.scores.readmission} (${signed(readmission)})`, 2, COLUMN),
    ...labelled('Mortality index', `${base.scores.mortality} → ${changed.scores.mortality} (${signed(mortality)})`, 2, COLUMN),
  ];
}

function releaseLines(releases: CmrResult['releases']): string[] {
  const text = releases.map(({ title, carried }) => `${title}${carried ? ' (carried forward)' : ''}`).join(' · ');
  return wrap(text, 0).map((line) => pc.dim(line));
}

/** A measure without the prefix that all of them have. */
function short(flag: string): string {
  return flag.replace(/^CMR_/, '');
}

function dotted(codes: readonly string[]): string {
  return codes.map(dottedCode).join(', ');
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `–${-value}` : '0';
}
