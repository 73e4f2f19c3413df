import type { IndexAnswer, IndexCode, IndexReference, IndexTerm } from '@medcode/core/codesets/alphabetic-index';
import pc from 'picocolors';
import { width } from '../output.js';
import { labelled } from './labelled.js';
import { cut, wrap } from './layout.js';

export function renderIndex(answer: IndexAnswer): string {
  const lines: string[] = [];
  if (answer.readAs !== undefined) lines.push(`“${answer.query}” read as “${answer.readAs}”`, '');
  if (answer.matches.length === 0) lines.push(`Nothing in the index for “${answer.query}”.`);
  let source = '';
  answer.matches.forEach((match, i) => {
    if (match.source !== source) {
      if (i > 0) lines.push('');
      lines.push(pc.bold(match.source === 'official' ? 'Official Alphabetic Index' : 'Index of medcode'));
      source = match.source;
    }
    if (match.path.length > 1) lines.push(pc.dim(`  ${cut(match.path.slice(0, -1).join(' › '), width() - 2)}`));
    lines.push(...termLines(match, 1));
    if (match.missing.length > 0) lines.push(...wrap(`no sub-term “${match.missing.join(', ')}” here`, 4));
  });
  for (const { what, reason, remedy } of answer.notChecked) lines.push('', ...wrap(`Not checked: ${what}: ${reason} → ${remedy}`, 0, 2));
  lines.push(
    '',
    ...wrap('Confirm every code in the Tabular List (guideline I.B.1): medcode lookup <code>', 0, 2).map((line) => pc.dim(line)),
  );
  lines.push(
    ...wrap(answer.releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · '), 0, 2).map(
      (line) => pc.dim(line),
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** An entry and those below it, indented by level as printed; the code stands at the right of its words. */
function termLines(term: IndexTerm, level: number): string[] {
  const modifiers = term.nonEssential.map((modifier) => ` (${modifier})`).join('');
  const others = term.alternates.length > 0 ? `, or ${term.alternates.join(', ')}` : '';
  const codes = term.codes.map(codeText).join(', ');
  const lines = labelled(codes || '·', `${term.title}${modifiers}${others}`, 2 * level, Math.max(11, codes.length + 2));
  for (const reference of term.references) lines.push(...wrap(referenceText(reference), 2 * level + 11, 2 * level + 13));
  for (const sub of term.subTerms) lines.push(...termLines(sub, level + 1));
  if (term.more > 0) lines.push(pc.dim(`${' '.repeat(2 * level + 11)}… ${term.more} below`));
  return lines;
}

function codeText({ code, standing, also }: IndexCode): string {
  const together = also.length > 0 ? ` [${also.join(', ')}]` : '';
  return `${code}${together}${standing === 'not-valid' ? ' (not valid on the date)' : ''}`;
}

function referenceText({ kind, text, targets, category, unresolved }: IndexReference): string {
  const head = `${kind === 'see' ? 'see' : 'see also'} ${text}`;
  if (category) return `${head} → ${category.code}${category.title ? ` ${category.title}` : ''}`;
  if (unresolved === 'instruction' || unresolved === 'table') return head;
  if (unresolved) return `${head} → no such entry in this index`;
  const where = targets.map(({ path, codes }) => `${path.join(' › ')}${codes.length > 0 ? ` ${codes.map(codeText).join(', ')}` : ''}`);
  return where.length === 1 && where[0] === text ? head : `${head} → ${where.join('; ')}`;
}
