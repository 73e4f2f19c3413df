import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import { collect } from '../repeated-option.js';
import type { CharlsonSettings } from './charlson-lines.js';
import { answerStandardInput } from './claim-options.js';

interface CharlsonOptions {
  readonly whatIf: string[];
  readonly jobs?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

export function addGroupCharlson(group: Command, { engine, exit }: Shell): void {
  group
    .command('charlson')
    .description('comorbidity indices by lists of codes: Charlson in four variants, Elixhauser, Gagne, hospital frailty')
    .argument('[file]', 'one person as a JSON object; without a file, or with -, standard input is read')
    .option(
      '--what-if <change>',
      'also the index with a diagnosis more or less: add:CODE or drop:CODE; repeatable',
      collect,
      [] as string[],
    )
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","variant","dx","system"?,"weights"?,"age"?}')
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      `
A person:
  variant   quan; deyo, dhoore, romano (ICD-9-CM); elixhauser-quan; elixhauser, elixhauser-ahrq (ICD-9-CM); gagne; hfrs
  dx        diagnosis codes; every one counts, the principal diagnosis included
  system    icd10 or icd9cm; icd10 where the variant has it
  weights   Charlson: charlson (1987), schneeweiss (2003), quan (2011)
            Elixhauser: van_walraven, thompson_30, thompson_29, ahrq_icd9, ahrq_icd10
  age       years; Charlson variants then also give the score with the points for age

Examples:
  echo '{"variant":"quan","dx":["E11.22","I50.9","C78.7"],"age":72}' | medcode group charlson
  medcode group charlson person.json --what-if drop:C78.7`,
    )
    .action(async (file: string | undefined, options: CharlsonOptions) => {
      const settings: CharlsonSettings = { dataFolder: engine.dataFolder, whatIf: options.whatIf };
      if (options.ndjson) {
        const { failed } = await answerStandardInput(new URL('./charlson-lines.js', import.meta.url), settings, options.jobs);
        if (failed > 0) exit.code = 3;
        return;
      }
      const { ComorbidityPerson } = await import('@medcode/core/groupers/charlson/person');
      const { CharlsonAnswers } = await import('./charlson-lines.js');
      const { readJsonInput } = await import('../../read-json.js');
      const person = readJsonInput(file ?? '-', ComorbidityPerson);
      const answers = new CharlsonAnswers(settings);
      const answer = answers.answer(person);
      if (options.json) return writeOut(`${JSON.stringify(answer, null, 2)}\n`);
      const { renderCharlson } = await import('../../render/group-charlson.js');
      await writeOut(renderCharlson(answer, (flag) => answers.indices.weight(answer.variant, answer.system, answer.weights, flag)));
    });
}
