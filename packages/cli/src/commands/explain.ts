import { explainCode } from '@medcode/core/coding/explain';
import { Setting } from '@medcode/core/model/encounter';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { readTextInput } from '../read-input.js';
import { renderExplanation } from '../render/explain.js';
import { type CodingShell, requiredDate } from '../shell.js';
import { patientOf } from './patient-options.js';

export function addExplain(program: Command, { engine, exit }: CodingShell): void {
  program
    .command('explain')
    .description('why a note leads to a code or does not, and why not to its neighbours')
    .argument('<code>', 'ICD-10-CM code, dot optional')
    .argument('<file>', 'text of the note; - reads standard input')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--setting <setting>', 'office, ed, outpatient or inpatient', 'office')
    .option('--age <years>', 'age of the patient in whole years')
    .option('--sex <sex>', 'M, F or U')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode explain N18.31 examples/notes/office-visit.txt --date 2026-11-02')
    .action(
      async (
        code: string,
        file: string,
        options: { date?: string; setting: string; age?: string; sex?: string; json?: boolean },
        command: Command,
      ) => {
        const setting = Setting.safeParse(options.setting);
        if (!setting.success) return command.error('error: --setting is one of office, ed, outpatient, inpatient');
        const patient = patientOf(options);
        const date = requiredDate(options.date);
        const { coder, icd, lexicon } = engine;
        const encounter = coder.code({
          id: file,
          text: readTextInput(file),
          date,
          setting: setting.data,
          profile: 'billing',
          patient,
        });
        const explanation = explainCode(code, encounter, icd, lexicon);
        if (explanation.standing !== 'coded') exit.code = 1;
        await writeOut(options.json ? `${JSON.stringify(explanation, null, 2)}\n` : renderExplanation(explanation, encounter));
      },
    );
}
