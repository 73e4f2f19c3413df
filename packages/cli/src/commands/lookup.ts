import { bareCode } from '@medcode/core/codesets/code';
import type { Lookup } from '@medcode/core/codesets/icd10cm';
import { Icd10pcs, type PcsLookup } from '@medcode/core/codesets/icd10pcs';
import type { Day } from '@medcode/core/model/date';
import { type Command, Option } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { renderLookup } from '../render/lookup.js';
import { renderPcsLookup } from '../render/pcs.js';
import { requiredDate, type Shell } from '../shell.js';

const SYSTEMS = ['icd10cm', 'icd10pcs'] as const;
type System = (typeof SYSTEMS)[number];

export function addLookup(program: Command, { engine, exit }: Shell): void {
  let opened: Icd10pcs | undefined;
  const pcs = (): Icd10pcs => (opened ??= new Icd10pcs(engine.catalog));

  /** ICD-10-PCS when asked for, or when seven characters are a procedure code, or cannot be a diagnosis code. */
  const systemOf = (code: string): System => {
    const bare = bareCode(code);
    if (bare.length !== 7 || code.includes('.') || engine.icd.table.find(bare) !== -1) return 'icd10cm';
    if (/^[0-9]/.test(bare) || pcs().table.find(bare) !== -1) return 'icd10pcs';
    return engine.icd.table.find(bare.slice(0, 3)) === -1 ? 'icd10pcs' : 'icd10cm';
  };
  const answerTo = (code: string, date: Day, system: System = systemOf(code)): Lookup | PcsLookup =>
    system === 'icd10pcs' ? pcs().lookup(code, date) : engine.icd.lookup(code, date);

  program
    .command('lookup')
    .description('what a code means on a date: title, notes that apply, 7th characters or axes, limits and life')
    .argument('[code]', 'ICD-10-CM code, dot optional, or ICD-10-PCS code')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .addOption(new Option('--system <system>', 'code system; told by the code when not given').choices(SYSTEMS))
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","code","system"?,"date"?}')
    .addHelpText('after', '\nExamples:\n  medcode lookup E11.22 --date 2026-11-02\n  medcode lookup 0DTJ4ZZ --date 2026-11-02')
    .action(
      async (code: string | undefined, options: { date?: string; system?: System; json?: boolean; ndjson?: boolean }, command: Command) => {
        if (options.ndjson) {
          const { LookupLine } = await import('../batch-lines.js');
          const result = await runBatch(process.stdin, writeOut, LookupLine, (line) =>
            answerTo(line.code, requiredDate(line.date ?? options.date), line.system ?? options.system),
          );
          if (result.failed > 0) exit.code = 3;
          return;
        }
        if (code === undefined) return command.error("error: missing required argument 'code'");
        const answer = answerTo(code, requiredDate(options.date), options.system);
        if (!answer.valid) exit.code = 1;
        const text = answer.system === 'icd10pcs' ? renderPcsLookup(answer) : renderLookup(answer);
        await writeOut(options.json ? `${JSON.stringify(answer, null, 2)}\n` : text);
      },
    );
}
