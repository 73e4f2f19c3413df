import type { Command } from 'commander';
import { runBatch } from '../ndjson.js';
import { writeOut } from '../output.js';
import { readTextInput } from '../read-input.js';
import { renderReading } from '../render/read.js';
import type { CodingShell } from '../shell.js';

export function addRead(program: Command, { engine, exit }: CodingShell): void {
  const reading = (text: string): object => {
    const { note, mentions } = engine.coder.read(text);
    return { sections: note.sections.map(({ kind, header, start, end }) => ({ kind, header, start, end })), mentions };
  };
  program
    .command('read')
    .description('how a note is read: its sections, and every condition it names with what it says of it')
    .argument('[file]', 'text of the note; - reads standard input')
    .option('--json', 'print JSON')
    .option('--ndjson', 'answer one JSON object a line from standard input: {"id","text"}')
    .addHelpText('after', '\nExample:\n  medcode read examples/notes/office-visit.txt')
    .action(async (file: string | undefined, options: { json?: boolean; ndjson?: boolean }, command: Command) => {
      if (options.ndjson) {
        const { ReadLine } = await import('../batch-lines.js');
        const result = await runBatch(process.stdin, writeOut, ReadLine, (line) => reading(line.text));
        if (result.failed > 0) exit.code = 3;
        return;
      }
      if (file === undefined) return command.error("error: missing required argument 'file'");
      const text = readTextInput(file);
      if (options.json) return writeOut(`${JSON.stringify(reading(text), null, 2)}\n`);
      const { note, mentions } = engine.coder.read(text);
      await writeOut(renderReading(note, mentions));
    });
}
