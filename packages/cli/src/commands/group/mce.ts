import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';
import { answerStandardInput, readClaim } from './claim-options.js';
import type { MceSettings } from './mce-lines.js';

export function addGroupMce(group: Command, { engine, exit }: Shell): void {
  group
    .command('mce')
    .description('Medicare Code Editor: edits on an inpatient claim by its discharge date')
    .argument('[file]', 'claim as JSON; - reads standard input')
    .option('--date <date>', 'discharge date of claims that state none, YYYY-MM-DD')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON claim a line from standard input, as group msdrg reads it')
    .option('--jobs <n>', 'with --ndjson: use this many cores')
    .addHelpText('after', '\nExample:\n  medcode group mce examples/claims/pneumonia.json')
    .action(
      async (file: string | undefined, options: { date?: string; json?: boolean; ndjson?: boolean; jobs?: string }, command: Command) => {
        const settings: MceSettings = { dataFolder: engine.dataFolder, dischargeDate: options.date };
        if (options.ndjson) {
          const { failed } = await answerStandardInput(new URL('./mce-lines.js', import.meta.url), settings, options.jobs);
          if (failed > 0) exit.code = 3;
          return;
        }
        if (file === undefined) return command.error("error: missing required argument 'file'");
        const claim = await readClaim(file);
        const { openEditor } = await import('./mce-lines.js');
        const answer = openEditor(settings).edit({ ...claim, dischargeDate: claim.dischargeDate ?? options.date });
        if (answer.type !== 'NONE') exit.code = 1;
        if (options.json) return writeOut(`${JSON.stringify(answer, null, 2)}\n`);
        const { codeWriter } = await import('../../render/claim-codes.js');
        const { renderMce } = await import('../../render/group-mce.js');
        await writeOut(`${renderMce(answer, codeWriter(claim.px)).join('\n')}\n`);
      },
    );
}
