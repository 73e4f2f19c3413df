import { bareCode } from '@medcode/core/codesets/code';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day, formatDay } from '@medcode/core/model/date';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { type CodeHistory, joinedWindows, renderHistory } from '../render/history.js';
import type { Shell } from '../shell.js';

export function addHistory(program: Command, { engine }: Shell): void {
  program
    .command('history')
    .description('the life of a code over all editions at hand: when it was valid, its titles, what it replaced and what replaced it')
    .argument('<code>', 'ICD-10-CM or ICD-10-PCS code')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  medcode history E11.65\n  medcode history 0DTJ4ZZ')
    .action(async (text: string, options: { json?: boolean }) => {
      const history = diagnosisHistory(engine, text) ?? procedureHistory(engine, text);
      if (!history) throw new MedcodeError('MC_CODE_UNKNOWN', `no edition of ICD-10-CM or ICD-10-PCS at hand has "${text.slice(0, 20)}"`);
      await writeOut(options.json ? `${JSON.stringify(history, null, 2)}\n` : renderHistory(history));
    });
}

function diagnosisHistory({ icd }: Shell['engine'], text: string): CodeHistory | undefined {
  const id = icd.table.find(bareCode(text));
  if (id === -1) return undefined;
  const end = day(icd.codesRelease(0 as Day).effectiveTo);
  return {
    ...icd.name(id, end),
    system: 'icd10cm',
    windows: joinedWindows(icd.table.windows(id)),
    titles: icd.table.titles(id).map(({ from, title }) => ({ from: formatDay(from), title })),
    lifecycle: icd.lifecycle(id),
    withoutPredecessor: false,
    knownUntil: formatDay(end),
    releases: [icd.codesRelease(end)],
  };
}

function procedureHistory({ catalog }: Shell['engine'], text: string): CodeHistory | undefined {
  const pcs = new Icd10pcs(catalog);
  const id = pcs.table.find(bareCode(text));
  if (id === -1) return undefined;
  const end = day(pcs.codesRelease(0 as Day).effectiveTo);
  return {
    ...pcs.name(id, end),
    system: 'icd10pcs',
    windows: joinedWindows(pcs.table.windows(id)),
    titles: pcs.table.titles(id).map(({ from, title }) => ({ from: formatDay(from), title })),
    lifecycle: pcs.lifecycle(id),
    withoutPredecessor: pcs.conversionSteps().withoutPredecessor.has(pcs.table.code(id)),
    knownUntil: formatDay(end),
    releases: [pcs.codesRelease(end)],
  };
}
