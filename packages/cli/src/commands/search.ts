import type { Command } from 'commander';
import { z } from 'zod';
import { runBatch } from '../ndjson.js';
import { writeLine, writeOut } from '../output.js';
import { requiredDate, type Shell } from '../program.js';
import { renderSearch } from '../render/search.js';

const SearchLine = z.object({
  id: z.union([z.string(), z.number()]),
  q: z.string().max(2000),
  system: z.enum(['icd10cm']).optional(),
  date: z.string().optional(),
  limit: z.int().positive().max(200).optional(),
  headers: z.boolean().optional(),
});

export function addSearch(program: Command, { engine, exit }: Shell): void {
  program
    .command('search')
    .description('codes for words: abbreviations, lay words, misspellings and British spellings are understood')
    .argument('[words...]', 'what the condition is called')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--limit <n>', 'at most so many codes', '10')
    .option('--headers', 'also show codes that are too short to bill')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","q","date"?,"limit"?,"headers"?}')
    .addHelpText('after', '\nExample:\n  medcode search "broken hip left fall" --date 2026-11-02')
    .action(
      async (
        words: string[],
        options: { date?: string; limit: string; headers?: boolean; json?: boolean; ndjson?: boolean },
        command: Command,
      ) => {
        if (options.ndjson) {
          const result = await runBatch(process.stdin, writeLine, SearchLine, (line) => ({
            hits: engine.search.search(line.q, requiredDate(line.date ?? options.date), line.limit ?? 10, line.headers ?? false),
          }));
          if (result.failed > 0) exit.code = 3;
          return;
        }
        const limit = Number(options.limit);
        if (words.length === 0) return command.error("error: missing required argument 'words'");
        if (!Number.isInteger(limit) || limit < 1 || limit > 200) return command.error('error: --limit takes a whole number from 1 to 200');
        const date = requiredDate(options.date);
        engine.icd.requireCoverage(date);
        const hits = engine.search.search(words.join(' '), date, limit, options.headers ?? false);
        if (hits.length === 0) exit.code = 1;
        await writeOut(options.json ? `${JSON.stringify({ hits }, null, 2)}\n` : renderSearch(words.join(' '), hits));
      },
    );
}
