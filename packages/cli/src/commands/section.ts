import type { Command } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { readTextInput } from '../read-input.js';
import type { CodingShell } from '../shell.js';

export function addSection(program: Command, { engine, exit }: CodingShell): void {
  program
    .command('section')
    .description('what kind of section a text without its header is')
    .argument('[file]', 'text of the section; - reads standard input')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","text"}')
    .addHelpText('after', '\nExample:\n  echo "No known drug allergies." | medcode section -')
    .action(async (file: string | undefined, options: { json?: boolean; ndjson?: boolean }, command: Command) => {
      if (options.ndjson) {
        const { ReadLine } = await import('../batch-lines.js');
        const result = await runBatch(process.stdin, writeOut, ReadLine, (line) => engine.coder.sectionKind(line.text));
        if (result.failed > 0) exit.code = 3;
        return;
      }
      if (file === undefined) return command.error("error: missing required argument 'file'");
      const guess = engine.coder.sectionKind(readTextInput(file));
      await writeOut(options.json ? `${JSON.stringify(guess, null, 2)}\n` : `${guess.kind} (${guess.probability.toFixed(2)})\n`);
    });
}
