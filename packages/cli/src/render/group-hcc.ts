import type { Dropped, DropReason, RiskScore, ScorePart } from '@medcode/core/groupers/hcc/scorer';
import type { RiskDifference, WhatIf } from '@medcode/core/groupers/hcc/what-if';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

const DROP_WORDS: Readonly<Record<DropReason, string>> = {
  'no-hcc': 'no HCC in this model',
  'not-a-code': 'not a diagnosis code',
  edit: 'not counted at this age or sex',
  hierarchy: 'below a more severe HCC',
  'without-heart-failure': 'a heart assist device counts only beside a diagnosis of heart failure',
  'dialysis-status': 'dialysis status is not an HCC of the ESRD models',
  segment: 'new enrollees and transplant months take no disease',
};

/** A risk score for people. `label` says what an HCC is called. */
export function renderRiskScore(
  answer: RiskScore & { readonly whatIf?: WhatIf },
  label: (hcc: string) => string | undefined,
  segmentWords: string,
): string {
  const lines = [
    `${pc.bold(`${answer.model} · payment year ${answer.year}`)}${answer.proposed ? pc.yellow(' · PROPOSED coefficients') : ''}`,
    ...wrap(`Segment ${answer.segment}: ${segmentWords} (${answer.segmentFrom === 'given' ? 'as given' : 'derived'})`, 0, 2),
    '',
    `${pc.bold(`Raw score ${fixed(answer.score)}`)}${answer.hccs.length > 0 ? ` · HCC ${answer.hccs.join(', ')}` : ' · no HCC'}`,
    ...adjustmentLines(answer),
    '',
    ...answer.parts.flatMap((part) => partLines(part, label)),
  ];
  if (answer.dropped.length > 0) lines.push('', 'Not counted', ...answer.dropped.flatMap((one) => droppedLines(one, label)));
  if (answer.whatIf) lines.push('', ...whatIfLines(answer.whatIf));
  for (const { what, reason, remedy } of answer.notChecked) lines.push('', ...wrap(`Not checked: ${what}: ${reason} → ${remedy}`, 0, 2));
  for (const note of answer.notes) lines.push('', ...wrap(note, 0, 2));
  lines.push('', ...wrap(answer.releases.map(({ title }) => title).join(' · '), 0).map((line) => pc.dim(line)));
  return `${lines.join('\n')}\n`;
}

function adjustmentLines({ adjustment, adjustedScore }: RiskScore): string[] {
  if ('reason' in adjustment || adjustedScore === undefined)
    return wrap(`Adjusted score: none; ${'reason' in adjustment ? adjustment.reason : ''}`, 0, 2);
  const { normalization, codingIntensity, source } = adjustment;
  return wrap(
    `Adjusted score ${fixed(adjustedScore)}: divided by the normalisation factor ${normalization}, less ${(codingIntensity * 100).toFixed(2)} % for coding patterns (${source})`,
    0,
    2,
  );
}

function partLines({ variable, coefficient, dx }: ScorePart, label: (hcc: string) => string | undefined): string[] {
  const hcc = /^(?:RX)?HCC(\d+)$/.exec(variable)?.[1];
  const words = [hcc === undefined ? undefined : label(hcc), dx.length > 0 ? dx.join(', ') : undefined].filter(Boolean).join(' · ');
  return labelled(`${fixed(coefficient).padStart(7)}  ${variable}`, words, 2, 36);
}

function droppedLines({ reason, hcc, by, dx }: Dropped, label: (hcc: string) => string | undefined): string[] {
  const head = hcc === undefined ? dx.join(', ') : `HCC ${hcc}`;
  const above = by === undefined ? DROP_WORDS[reason] : [`below HCC ${by}`, label(by)].filter(Boolean).join(', ');
  return labelled(head, hcc === undefined ? above : `${above} · ${dx.join(', ')}`, 2, Math.max(12, head.length + 2));
}

function whatIfLines({ changes, changed, difference }: WhatIf): string[] {
  const words = changes.map(({ kind, code }) => `${kind === 'add' ? 'with' : 'without'} ${code}`).join(', ');
  return [
    `${pc.bold(`What if: ${words}`)} → raw score ${fixed(changed.score)} (${signed(difference.score)})${
      difference.adjustedScore === undefined ? '' : `, adjusted ${fixed(changed.adjustedScore ?? 0)} (${signed(difference.adjustedScore)})`
    }`,
    ...hccChanges(difference),
    ...difference.variables.flatMap(({ variable, from, to }) => labelled(variable, `${fixed(from)} → ${fixed(to)}`, 2, 36)),
    ...wrap('This is what the model does, not what may be coded: a diagnosis needs its documentation.', 0).map((line) => pc.dim(line)),
  ];
}

function hccChanges({ hccsGained, hccsLost }: RiskDifference): string[] {
  const gained = hccsGained.length > 0 ? `HCC ${hccsGained.join(', ')} more` : '';
  const lost = hccsLost.length > 0 ? `HCC ${hccsLost.join(', ')} less` : '';
  const both = [gained, lost].filter(Boolean).join('; ');
  return both === '' ? [] : [`  ${both}`];
}

function fixed(value: number): string {
  return value.toFixed(3);
}

function signed(value: number): string {
  return value > 0 ? `+${fixed(value)}` : fixed(value);
}
