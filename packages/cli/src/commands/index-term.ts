import { AlphabeticIndex } from '@medcode/core/codesets/alphabetic-index';
import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { renderIndex } from '../render/index-term.js';
import { requiredDate, type Shell } from '../shell.js';

export function addIndex(program: Command, { engine, exit }: Shell): void {
  program
    .command('index')
    .description('the Alphabetic Index of ICD-10-CM: a main term, its sub-terms, see and see also')
    .argument('<term...>', 'main term and sub-terms, separated by commas')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--depth <n>', 'levels of sub-terms', '1')
    .option('--limit <n>', 'at most so many main terms', '8')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode index "Fracture, traumatic" --date 2026-11-02\n  medcode index "Diabetes, type 2, with" --date 2026-11-02 --depth 2',
    )
    .action(async (words: string[], options: { date?: string; depth: string; limit: string; json?: boolean }) => {
      const date = requiredDate(options.date);
      const depth = whole('--depth', options.depth, 0);
      const limit = whole('--limit', options.limit, 1);
      const answer = new AlphabeticIndex(engine.lexicon, engine.icd, engine.catalog).find(words.join(' '), date, depth, limit);
      exit.code = answer.matches.length === 0 ? 1 : answer.notChecked.length > 0 ? 4 : 0;
      await writeOut(options.json ? `${JSON.stringify(answer, null, 2)}\n` : renderIndex(answer));
    });
}

/** @throws MedcodeError MC_USAGE */
function whole(name: string, text: string, least: number): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isInteger(n) || n < least || n > 100)
    throw new MedcodeError('MC_USAGE', `${name} takes a whole number from ${least} to 100`);
  return n;
}
