import type { Lookup } from '@medcode/core/codesets/icd10cm';
import type { Command } from 'commander';
import { z } from 'zod';
import { runBatch } from '../ndjson.js';
import { writeLine, writeOut } from '../output.js';
import { requiredDate, type Shell } from '../program.js';
import { renderLookup } from '../render/lookup.js';

const LookupLine = z.object({
  id: z.union([z.string(), z.number()]),
  code: z.string().max(40),
  system: z.string().optional(),
  date: z.string().optional(),
});

export function addLookup(program: Command, { engine, exit }: Shell): void {
  program
    .command('lookup')
    .description('what a code means on a date: title, notes that apply, 7th characters, limits and life')
    .argument('[code]', 'ICD-10-CM code, dot optional')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","code","date"?}')
    .addHelpText('after', '\nExample:\n  medcode lookup E11.22 --date 2026-11-02')
    .action(async (code: string | undefined, options: { date?: string; json?: boolean; ndjson?: boolean }, command: Command) => {
      if (options.ndjson) {
        const result = await runBatch(process.stdin, writeLine, LookupLine, (line) => {
          return engine.icd.lookup(line.code, requiredDate(line.date ?? options.date));
        });
        if (result.failed > 0) exit.code = 3;
        return;
      }
      if (code === undefined) return command.error("error: missing required argument 'code'");
      const answer: Lookup = engine.icd.lookup(code, requiredDate(options.date));
      if (!answer.valid) exit.code = 1;
      await writeOut(options.json ? `${JSON.stringify(answer, null, 2)}\n` : renderLookup(answer));
    });
}
