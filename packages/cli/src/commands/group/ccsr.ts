import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import type { CcsrSettings } from './ccsr-lines.js';
import { answerStandardInput } from './claim-options.js';

interface CcsrOptions {
  readonly date?: string;
  readonly jobs?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

export function addGroupCcsr(group: Command, { engine, exit }: Shell): void {
  group
    .command('ccsr')
    .description('clinical categories of diagnoses (CCSR, AHRQ), up to six for a code, and the default one for counting')
    .argument('[file]', 'one JSON object with the codes in "dx"; without a file, or with -, standard input is read')
    .option('--date <date>', 'date of service, YYYY-MM-DD; needed when several versions are installed')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","dx","date"?}')
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      `
The categories do not come with medcode: download the CCSR for ICD-10-CM diagnoses from AHRQ HCUP and import the zip, the mapping file
DXCCSR_vYYYY-N.csv or the reference file with medcode data import.

Example:
  echo '{"dx":["E11.22","I50.9"]}' | medcode group ccsr --date 2025-03-01`,
    )
    .action(async (file: string | undefined, options: CcsrOptions) => {
      const settings: CcsrSettings = { dataFolder: engine.dataFolder, date: options.date };
      if (options.ndjson) {
        const { failed } = await answerStandardInput(new URL('./ccsr-lines.js', import.meta.url), settings, options.jobs);
        if (failed > 0) exit.code = 3;
        return;
      }
      const { CcsrDiagnoses, CcsrGrouper } = await import('@medcode/core/groupers/ccsr/grouper');
      const { readJsonInput } = await import('../../read-json.js');
      const { dx, date = options.date } = readJsonInput(file ?? '-', CcsrDiagnoses);
      const grouper = new CcsrGrouper(engine.catalog);
      const answer = grouper.group(date === undefined ? { dx } : { dx, date });
      if (answer.notChecked.length > 0) exit.code = 4;
      if (options.json) return writeOut(`${JSON.stringify(answer, null, 2)}\n`);
      const { renderCcsr } = await import('../../render/group-ccsr.js');
      await writeOut(renderCcsr(answer, (category) => grouper.title(category, date)));
    });
}
