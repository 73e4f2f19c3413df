import type { Conversion, ConversionOutcome, ConversionTarget, GemConversion } from '@medcode/core/codesets/convert';
import type { CodeName } from '@medcode/core/codesets/icd10cm';
import type { NotChecked } from '@medcode/core/model/encounter';
import type { Release } from '@medcode/core/model/release';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

const OUTCOME_WORDS: Readonly<Record<ConversionOutcome, string>> = {
  unchanged: 'unchanged',
  refined: 'still valid; some of what it meant has codes of its own since',
  replaced: 'replaced by',
  choice: 'one of these, by what is documented',
  none: 'no code stands for it',
  'not-valid': 'not a billable code on the first date',
  'not-checked': 'not checked',
};
/** Targets printed without being asked for. */
const SHOWN = 25;

export function renderConversion(answer: Conversion): string {
  const lines = [
    ...labelled(pc.bold(answer.code), answer.title || '(no title at hand)', 0, answer.code.length + 2),
    `${answer.from} → ${answer.to}: ${answer.to < answer.from && answer.outcome === 'replaced' ? 'reported then as' : OUTCOME_WORDS[answer.outcome]}`,
  ];
  if (answer.reason) lines.push(...wrap(answer.reason, 0));
  if (answer.targets.length > 0) lines.push('', ...names(answer.targets, steps));
  if (answer.candidates.length > 0) lines.push('', 'Billable codes below it on that date', ...names(answer.candidates));
  lines.push(...missing(answer.notChecked), '', ...releaseLines(answer.releases));
  return `${lines.join('\n')}\n`;
}

export function renderGemConversion(answer: GemConversion): string {
  const kind = answer.system === 'icd9pcs' ? 'procedure' : 'diagnosis';
  const target = answer.targetSystem === 'icd10pcs' ? 'ICD-10-PCS' : 'ICD-10-CM';
  const lines = [`${pc.bold(answer.code)}  ICD-9-CM ${kind} → ${target} on ${answer.to}`];
  if (answer.reason) lines.push(...wrap(answer.reason, 0));
  const all = answer.scenarios.flatMap(({ choiceLists }) => choiceLists.flatMap(({ targets }) => targets));
  const approximate = all.filter((one) => one.approximate).length;
  if (all.length > 0)
    lines.push(
      ...wrap(
        approximate === 0
          ? 'The codes mean the same.'
          : approximate === all.length
            ? 'Approximate: none means quite the same; the documentation decides.'
            : 'Codes marked ≈ are approximate: they do not mean quite the same.',
        0,
      ),
    );
  const mark = (one: ConversionTarget): string =>
    (approximate < all.length && (one as (typeof all)[number]).approximate ? ' ≈' : '') + steps(one);
  for (const { scenario, choiceLists } of answer.scenarios) {
    if (scenario === 0)
      lines.push(
        '',
        choiceLists.some(({ targets }) => targets.length > 1) ? 'One of' : 'One code',
        ...choiceLists.flatMap(({ targets }) => names(targets, mark)),
      );
    else {
      lines.push('', `Combination, scenario ${scenario}: one code of each list together`);
      for (const { list, targets } of choiceLists) lines.push(`  list ${list}`, ...names(targets, mark, 4));
    }
  }
  if (answer.lost.length > 0) lines.push('', ...wrap(`No longer valid and without successor: ${answer.lost.join(', ')}`, 0, 2));
  lines.push(...missing(answer.notChecked));
  if (all.length > 0)
    lines.push(
      '',
      ...wrap('A mapping finds codes; it does not assign them (GEMs Technical Documentation).', 0).map((line) => pc.dim(line)),
    );
  if (answer.releases.length > 0) lines.push('', ...releaseLines(answer.releases));
  return `${lines.join('\n')}\n`;
}

function names<T extends CodeName>(codes: readonly T[], more: (code: T) => string = () => '', indent = 2): string[] {
  const column = Math.max(...codes.map(({ code }) => code.length)) + 2;
  const lines = codes
    .slice(0, SHOWN)
    .flatMap((one) => labelled(one.code, `${one.title || '(no title at hand)'}${more(one)}`, indent, column));
  return codes.length > SHOWN ? [...lines, `${' '.repeat(indent)}… ${codes.length - SHOWN} more with --json`] : lines;
}

/** The day of the change, and the codes passed through. */
function steps({ via }: ConversionTarget): string {
  const [first, second] = via;
  if (first === undefined) return '';
  if (second === undefined) return ` · since ${first.date}`;
  return ` · ${via.map(({ code, date }) => `${code} ${date}`).join(' → ')}`;
}

function missing(notChecked: readonly NotChecked[]): string[] {
  return notChecked.flatMap(({ what, reason, remedy }) => ['', ...wrap(`Not checked: ${what}: ${reason} → ${remedy}`, 0, 2)]);
}

function releaseLines(releases: readonly Release[]): string[] {
  const text = releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · ');
  return wrap(text, 0).map((line) => pc.dim(line));
}
