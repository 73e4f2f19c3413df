import type { BuiltClaims } from '@medcode/core/claims/build';
import type { MissingFact } from '@medcode/core/claims/build/missing';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

/** What a biller has to ask for, all at once. */
export function renderMissing(missing: readonly MissingFact[], title: string): string {
  const lines = [`No claim was made. ${title} needs ${missing.length === 1 ? 'one more thing' : `${missing.length} more things`}:`, ''];
  const column = Math.min(44, Math.max(...missing.map(({ at }) => at.length)) + 2);
  for (const { at, words } of missing) lines.push(...labelled(at, words, 2, column));
  return `${lines.join('\n')}\n`;
}

export function renderBuilt({ claims, remarks, timelyFiling }: Omit<BuiltClaims, 'output'>, title: string): string {
  const lines = [title];
  for (const { id, diagnoses, services, charge = '' } of claims) {
    const last = timelyFiling.find(({ claim }) => claim === id);
    const filing =
      last === undefined
        ? 'last day of filing not known'
        : `file by ${last.lastDay}${last.by === 'medicare' ? ' (Medicare, one year)' : ''}`;
    lines.push(
      `  ${id}  ${counted(services.length, 'line')}, ${counted(diagnoses.length, 'diagnosis', 'diagnoses')}, ${charge} · ${filing}`,
    );
  }
  for (const remark of remarks) lines.push(...wrap(`Note: ${remark}`, 2, 4));
  return `${lines.join('\n')}\n`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
