import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import { collect } from '../repeated-option.js';
import { answerStandardInput } from './claim-options.js';
import type { CmrSettings } from './cmr-lines.js';

interface CmrOptions {
  readonly date?: string;
  readonly whatIf: string[];
  readonly jobs?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

export function addGroupCmr(group: Command, { engine, exit }: Shell): void {
  group
    .command('cmr')
    .description('comorbidity measures of an inpatient stay (Elixhauser refined, AHRQ) with the readmission and mortality index')
    .argument('[file]', 'one claim as a JSON object; without a file, or with -, standard input is read')
    .option('--date <date>', 'discharge date of claims that state none, YYYY-MM-DD')
    .option(
      '--what-if <change>',
      'also the measures with a diagnosis more or less: add:CODE or drop:CODE; repeatable',
      collect,
      [] as string[],
    )
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON claim a line from standard input: {"id","date"?,"pdx"?,"sdx":[{"code","poa"?}]}')
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      `
Only secondary diagnoses count. About half of the measures count a diagnosis only when it was present on admission: "poa" Y or W, or a
code on the list of POA-exempt codes, once that list is installed (medcode data import).

Examples:
  echo '{"date":"2026-05-15","sdx":[{"code":"I50.22","poa":"Y"},{"code":"E11.22"}]}' | medcode group cmr
  medcode group cmr stay.json --date 2026-05-15 --what-if add:E43 --what-if drop:I50.22`,
    )
    .action(async (file: string | undefined, options: CmrOptions) => {
      const settings: CmrSettings = { dataFolder: engine.dataFolder, date: options.date, whatIf: options.whatIf };
      if (options.ndjson) {
        const { failed } = await answerStandardInput(new URL('./cmr-lines.js', import.meta.url), settings, options.jobs);
        if (failed > 0) exit.code = 3;
        return;
      }
      const { CmrClaim } = await import('@medcode/core/groupers/cmr/claim');
      const { CmrAnswers } = await import('./cmr-lines.js');
      const { readJsonInput } = await import('../../read-json.js');
      const claim = readJsonInput(file ?? '-', CmrClaim);
      const answers = new CmrAnswers(settings);
      const answer = answers.answer(claim);
      if (answer.notChecked.length > 0) exit.code = 4;
      if (options.json) return writeOut(`${JSON.stringify(answer, null, 2)}\n`);
      const { renderCmr } = await import('../../render/group-cmr.js');
      const date = claim.date ?? options.date ?? '';
      await writeOut(renderCmr(answer, date, (flag) => answers.grouper.measure(flag, date)));
    });
}
