import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { PcsIndex } from '@medcode/core/codesets/icd10pcs-index';
import { formatDay } from '@medcode/core/model/date';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { renderPcsTerms, renderPcsValues } from '../render/pcs.js';
import { requiredDate, type Shell } from '../shell.js';

export function addPcs(program: Command, { engine, exit }: Shell): void {
  program
    .command('pcs')
    .description('build an ICD-10-PCS code: the legal values after its first characters, or the Index for the name of an operation')
    .argument('[prefix-or-term...]', 'first characters of a code (none: the sections), or words of the ICD-10-PCS Index')
    .option('--date <date>', 'date of discharge, YYYY-MM-DD')
    .option('--codes', 'print the complete codes, up to 200')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode pcs 0DT --date 2026-11-02\n  medcode pcs 0DTJ4 --date 2026-11-02\n  medcode pcs appendectomy --date 2026-11-02',
    )
    .action(async (words: string[], options: { date?: string; codes?: boolean; json?: boolean }) => {
      const date = requiredDate(options.date);
      const text = words.join(' ');
      const pcs = new Icd10pcs(engine.catalog);
      const values = pcs.values(text, date);
      if (values.total === 0 && /[A-Za-z]{3}/.test(text)) {
        const entries = new PcsIndex(engine.catalog).find(text);
        if (entries.length > 0) {
          await writeOut(options.json ? `${JSON.stringify({ entries }, null, 2)}\n` : renderPcsTerms(text, entries, formatDay(date)));
          return;
        }
      }
      if (values.total === 0) exit.code = 1;
      await writeOut(options.json ? `${JSON.stringify(values, null, 2)}\n` : renderPcsValues(values, options.codes ?? false));
    });
}
