import type { SearchHit } from '@medcode/core/codesets/code-search';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { PcsIndex } from '@medcode/core/codesets/icd10pcs-index';
import { PcsSearch } from '@medcode/core/codesets/icd10pcs-search';
import type { Day } from '@medcode/core/model/date';
import { termIndexFrom } from '@medcode/releases/open-catalog';
import { type Command, Option } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { renderSearch } from '../render/search.js';
import { requiredDate, type Shell } from '../shell.js';

const SYSTEMS = ['icd10cm', 'icd10pcs'] as const;
type System = (typeof SYSTEMS)[number];

export function addSearch(program: Command, { engine, exit }: Shell): void {
  let opened: PcsSearch | undefined;
  const procedures = (): PcsSearch => {
    const { catalog, lexicon } = engine;
    opened ??= new PcsSearch(new Icd10pcs(catalog), new PcsIndex(catalog), termIndexFrom(catalog, 'icd10pcs'), lexicon);
    return opened;
  };
  const find = (words: string, date: Day, limit: number, headers: boolean, system: System = 'icd10cm'): SearchHit[] => {
    if (system === 'icd10pcs') return procedures().search(words, date, limit);
    engine.icd.requireCoverage(date);
    return engine.search.search(words, date, limit, headers);
  };

  program
    .command('search')
    .description('codes for words: abbreviations, lay words, misspellings and British spellings are understood')
    .argument('[words...]', 'what the condition or the procedure is called')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .addOption(new Option('--system <system>', 'code system (default: icd10cm)').choices(SYSTEMS))
    .option('--limit <n>', 'at most so many codes', '10')
    .option('--headers', 'also show codes that are too short to bill')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","q","system"?,"date"?,"limit"?,"headers"?}')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode search "broken hip left fall" --date 2026-11-02\n  medcode search "laparoscopic appendectomy" --system icd10pcs --date 2026-11-02',
    )
    .action(
      async (
        words: string[],
        options: { date?: string; system?: System; limit: string; headers?: boolean; json?: boolean; ndjson?: boolean },
        command: Command,
      ) => {
        if (options.ndjson) {
          const { SearchLine } = await import('../batch-lines.js');
          const result = await runBatch(process.stdin, writeOut, SearchLine, (line) => ({
            hits: find(
              line.q,
              requiredDate(line.date ?? options.date),
              line.limit ?? 10,
              line.headers ?? false,
              line.system ?? options.system,
            ),
          }));
          if (result.failed > 0) exit.code = 3;
          return;
        }
        const limit = Number(options.limit);
        if (words.length === 0) return command.error("error: missing required argument 'words'");
        if (!Number.isInteger(limit) || limit < 1 || limit > 200) return command.error('error: --limit takes a whole number from 1 to 200');
        const date = requiredDate(options.date);
        const hits = find(words.join(' '), date, limit, options.headers ?? false, options.system);
        if (hits.length === 0) exit.code = 1;
        await writeOut(options.json ? `${JSON.stringify({ hits }, null, 2)}\n` : renderSearch(words.join(' '), hits));
      },
    );
}
