import type { CodingRule } from '@medcode/core/coding/rule';
import type { Edit } from '@medcode/core/edits/edit';
import type { Authority } from '@medcode/core/model/finding';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

export function renderRules(rules: readonly CodingRule[], edits: readonly Edit[]): string {
  const column = Math.max(...rules.map(({ id }) => id.length), ...edits.map(({ id }) => id.length)) + 2;
  const lines = rules.flatMap(({ id, title, sources }) =>
    labelled(id, `${title} (${sources.map(({ section }) => section).join(', ')})`, 0, column),
  );
  const editLines = edits.flatMap(({ id, title, sources }) =>
    labelled(id, `${title} (${[...new Set(sources.map(({ authority }) => authority))].join(', ')})`, 0, column),
  );
  return [
    pc.bold('Coding rules'),
    ...lines,
    '',
    pc.bold('Claim edits'),
    ...editLines,
    '',
    `${rules.length} rules and ${edits.length} edits; medcode rules explain <rule> says more`,
    '',
  ].join('\n');
}

export function renderRule({ title, sources, appliesTo, since }: CodingRule, readme: string): string {
  const foot = `Settings: ${appliesTo.settings.join(', ')} · profiles: ${appliesTo.profiles.join(', ')} · since ${since}`;
  return page(title, readme, [...sourceLines(sources), '', pc.dim(foot)]);
}

export function renderEdit({ title, family, sources, needs, appliesTo, since }: Edit, readme: string): string {
  const foot = [
    `Family: ${family}`,
    `${appliesTo.claimsOnly ? 'claims' : 'encounters and claims'}, ${appliesTo.forms.join(' and ')}`,
    `settings: ${appliesTo.settings.join(', ')}`,
    ...(needs.length > 0 ? [`needs ${needs.join(', ')}`] : []),
    `since ${since}`,
  ];
  return page(title, readme, [...sourceLines(sources), '', ...wrap(foot.join(' · '), 0).map((line) => pc.dim(line))]);
}

function sourceLines(sources: readonly Authority[]): string[] {
  const named = ({ authority, document, section }: Authority): string =>
    /^[A-Z0-9]/.test(section) ? `${authority}, ${document}, section ${section}` : `${authority}, ${document}, ${section}`;
  return [pc.bold('Sources'), ...sources.flatMap((source) => wrap(named(source), 2, 4))];
}

function page(title: string, readme: string, foot: readonly string[]): string {
  const lines = [pc.bold(`${title}.`), ''];
  let code = false;
  for (const line of readme.trimEnd().split('\n').slice(1)) {
    if (line.startsWith('```')) code = !code;
    else if (code) lines.push(`    ${line}`);
    else if (line.startsWith('## ')) lines.push(pc.bold(line.slice(3)));
    else if (line.trim() === '') lines.push('');
    else lines.push(...wrap(line, 2));
  }
  lines.push('', ...foot);
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}
