import type { Command } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { readTextInput } from '../read-input.js';
import type { CodingShell } from '../shell.js';

export function addAssert(program: Command, { engine, exit }: CodingShell): void {
  program
    .command('assert')
    .description('what a text says of a phrase: present, negated, possible …; current or historical; of the patient or another')
    .argument('[phrase]', 'the words to judge')
    .argument('[file]', 'text they stand in; - reads standard input', '-')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","text","phrase"}')
    .addHelpText('after', '\nExample:\n  echo "She denies chest pain." | medcode assert "chest pain"')
    .action(async (phrase: string | undefined, file: string, options: { json?: boolean; ndjson?: boolean }, command: Command) => {
      if (options.ndjson) {
        const { AssertLine } = await import('../batch-lines.js');
        const result = await runBatch(process.stdin, writeOut, AssertLine, (line) => engine.coder.assert(line.text, line.phrase));
        if (result.failed > 0) exit.code = 3;
        return;
      }
      if (phrase === undefined) return command.error("error: missing required argument 'phrase'");
      const answer = engine.coder.assert(readTextInput(file), phrase);
      const { assertion, temporality, experiencer, cue } = answer;
      const words = [assertion, temporality, experiencer === 'patient' ? 'of the patient' : 'of another person'].join(', ');
      await writeOut(
        options.json
          ? `${JSON.stringify(answer, null, 2)}\n`
          : `${words}${cue === undefined ? '' : ` (“${cue}”)`}${answer.start === undefined ? '; the phrase was not found, the text as a whole was judged' : ''}\n`,
      );
    });
}
