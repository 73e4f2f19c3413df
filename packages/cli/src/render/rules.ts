import type { CodingRule } from '@medcode/core/coding/rule';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

export function renderRules(rules: readonly CodingRule[]): string {
  const column = Math.max(...rules.map(({ id }) => id.length)) + 2;
  const lines = rules.flatMap(({ id, title, sources }) =>
    labelled(id, `${title} (${sources.map(({ section }) => section).join(', ')})`, 0, column),
  );
  return `${lines.join('\n')}\n\n${rules.length} rules; medcode rules explain <rule> says more\n`;
}

export function renderRule({ title, sources, appliesTo, since }: CodingRule, readme: string): string {
  const lines = [pc.bold(`${title}.`), ''];
  let code = false;
  for (const line of readme.trimEnd().split('\n').slice(1)) {
    if (line.startsWith('```')) code = !code;
    else if (code) lines.push(`    ${line}`);
    else if (line.startsWith('## ')) lines.push(pc.bold(line.slice(3)));
    else if (line.trim() === '') lines.push('');
    else lines.push(...wrap(line, 2));
  }
  lines.push('', pc.bold('Sources'));
  for (const { authority, document, section } of sources) lines.push(...wrap(`${authority}, ${document}, section ${section}`, 2, 4));
  lines.push('', pc.dim(`Settings: ${appliesTo.settings.join(', ')} · profiles: ${appliesTo.profiles.join(', ')} · since ${since}`));
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}
