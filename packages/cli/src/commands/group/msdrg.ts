import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import { collect } from '../repeated-option.js';
import { answerStandardInput, readClaim } from './claim-options.js';
import type { MsdrgSettings } from './msdrg-lines.js';

interface MsdrgOptions {
  date?: string;
  grouperVersion?: string;
  convert?: boolean;
  explain?: boolean;
  whatIf: string[];
  jobs?: string;
  json?: boolean;
  ndjson?: boolean;
}

export function addGroupMsdrg(group: Command, { engine, exit }: Shell): void {
  group
    .command('msdrg')
    .description('MS-DRG of an inpatient claim, v40.0 to v44.0 by its discharge date, with Medicare Code Editor')
    .argument('[file]', 'claim as JSON; - reads standard input')
    .option('--date <date>', 'discharge date of claims that state none, YYYY-MM-DD')
    .option('--grouper-version <version>', 'group by this version instead of the one of the discharge date, such as 431')
    .option('--convert', 'write the codes of another year in those of the version first, by the conversion tables')
    .option('--explain', 'which formula decided and by which codes, what was excluded, what is one fact away')
    .option(
      '--what-if <change>',
      'also group with add:CODE, drop:CODE or principal:CODE; may be given several times',
      collect,
      [] as string[],
    )
    .option('--json', 'print JSON')
    .option(
      '--ndjson',
      'answer one JSON claim a line from standard input: {"id","dischargeDate","sex","dischargeStatus","pdx","sdx","px",…}',
    )
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode group msdrg examples/claims/pneumonia.json --explain\n  medcode group msdrg examples/claims/pneumonia.json --what-if drop:J9601 --what-if add:I5023',
    )
    .action(async (file: string | undefined, options: MsdrgOptions, command: Command) => {
      const settings: MsdrgSettings = {
        dataFolder: engine.dataFolder,
        version: options.grouperVersion,
        dischargeDate: options.date,
        convert: options.convert ?? false,
        explain: options.explain ?? false,
        whatIf: options.whatIf,
      };
      if (options.ndjson) {
        const { failed } = await answerStandardInput(new URL('./msdrg-lines.js', import.meta.url), settings, options.jobs);
        if (failed > 0) exit.code = 3;
        return;
      }
      if (file === undefined) return command.error("error: missing required argument 'file'");
      const input = await readClaim(file);
      const { MsdrgAnswers } = await import('./msdrg-lines.js');
      const answers = await MsdrgAnswers.open(settings);
      if (options.json) return writeOut(`${JSON.stringify(answers.answer(input), null, 2)}\n`);
      const { renderMsdrg } = await import('../../render/group-msdrg.js');
      const { claim, conversions } = answers.prepared(input);
      await writeOut(
        renderMsdrg({
          claim,
          conversions,
          result: answers.grouper.group(claim),
          explanation: settings.explain ? answers.explanation(claim) : undefined,
          changes: settings.whatIf.length > 0 ? answers.changed(claim) : [],
          descriptions: answers.descriptions,
        }),
      );
    });
}
