import { dottedCode } from '@medcode/core/codesets/code';
import type { ComorbidityResult } from '@medcode/core/groupers/charlson/person';
import { VARIANTS } from '@medcode/core/groupers/charlson/variants';
import type { ComorbidityWhatIf } from '@medcode/core/groupers/charlson/what-if';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

const SYSTEM_WORDS = { icd10: 'ICD-10', icd9cm: 'ICD-9-CM' } as const;

/** A comorbidity index for people. `weight` says what a category adds. */
export function renderCharlson(
  answer: ComorbidityResult & { readonly whatIf?: ComorbidityWhatIf },
  weight: (flag: string) => number,
): string {
  const { variant, system, weights, score, ageScore, codes, notCounted, whatIf, releases } = answer;
  const found = Object.keys(codes).sort((a, b) => weight(b) - weight(a));
  const lines = [
    ...wrap(`${VARIANTS[variant].title} · ${SYSTEM_WORDS[system]} · weights ${weights}`, 0, 2),
    pc.bold(`Score ${score}`) + (ageScore === undefined ? '' : ` · with ${ageScore} for age ${score + ageScore}`),
    '',
    ...(found.length === 0
      ? ['No category applies']
      : found.flatMap((flag) => labelled(String(weight(flag)).padStart(5), `${flag} · ${dotted(codes[flag] ?? [], system)}`, 1, 8))),
  ];
  if (notCounted.length > 0) {
    lines.push('', 'Not counted, because the severe form counts');
    for (const { flag, by, codes: of } of notCounted) lines.push(...wrap(`${flag} (below ${by}) · ${dotted(of, system)}`, 2, 4));
  }
  if (whatIf) {
    const { gained, lost } = whatIf.difference;
    const moved = [...gained.map((flag) => `+ ${flag}`), ...lost.map((flag) => `– ${flag}`)];
    lines.push(
      '',
      `What if ${whatIf.changes.map(({ verb, code }) => `${verb}:${dotted([code], system)}`).join(', ')}`,
      `  Score ${score} → ${whatIf.changed.score}`,
      ...moved.flatMap((text) => wrap(text, 2, 4)),
    );
  }
  lines.push('', ...wrap(releases.map(({ title }) => title).join(' · '), 0).map((line) => pc.dim(line)));
  return `${lines.join('\n')}\n`;
}

function dotted(codes: readonly string[], system: ComorbidityResult['system']): string {
  return codes
    .map((code) =>
      system === 'icd9cm' && code.startsWith('E') && code.length > 4 ? `${code.slice(0, 4)}.${code.slice(4)}` : dottedCode(code),
    )
    .join(', ');
}
