import { dottedCode } from '@medcode/core/codesets/code';
import type { CcsrDefault, CcsrResult } from '@medcode/core/groupers/ccsr/grouper';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

/** Categories of diagnoses for people. `title` says what a category is called, where an installed file says it. */
export function renderCcsr(answer: CcsrResult, title: (category: string) => string | undefined): string {
  const lines: string[] = [];
  for (const [code, categories] of Object.entries(answer.categories)) {
    if (lines.length > 0) lines.push('');
    lines.push(pc.bold(dottedCode(code)));
    if (categories.length === 0) lines.push('  no category: the version does not have this code');
    for (const category of categories) lines.push(...labelled(category, title(category) ?? '', 2, 10));
    const byDefault = answer.default[code];
    if (byDefault) lines.push(...defaultLines(byDefault));
  }
  if (lines.length === 0) lines.push('No diagnosis was given');
  for (const { what, reason, remedy } of answer.notChecked) lines.push('', ...wrap(`Not checked: ${what}: ${reason} → ${remedy}`, 0, 2));
  const releases = answer.releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · ');
  lines.push('', ...wrap(releases, 0).map((line) => pc.dim(line)));
  return `${lines.join('\n')}\n`;
}

function defaultLines({ inpatient, outpatient }: CcsrDefault): string[] {
  if (inpatient === null && outpatient === null) return [];
  const words = (category: string | null): string =>
    category === 'XXX000' ? 'none, the code may not stand first' : (category ?? 'not known');
  return wrap(`Counted as: inpatient principal ${words(inpatient)}; outpatient first-listed ${words(outpatient)}`, 2, 4);
}
