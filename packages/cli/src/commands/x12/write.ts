import { MedcodeError } from '@medcode/core/errors';
import type { Command } from 'commander';
import { writeOut } from '../../output.js';

export function addX12Write(x12: Command): void {
  x12
    .command('write')
    .description('write an X12 file from the lines of medcode x12 parse, changed or not')
    .argument('[file]', 'the lines; without a file, or with -, standard input is read')
    .addHelpText(
      'after',
      `
Fields of a line: "elements" (required), "tag" (the same as elements[0]), "before", "terminator", "encoding"; others are not read.
Counts and control numbers are written as the lines have them; medcode x12 validate tells when they do not fit.

Example:
  medcode x12 parse claims.837 | sed 's/2026-11-02/2026-11-03/' | medcode x12 write > changed.837`,
    )
    .action(async (file: string | undefined) => {
      const { SegmentLineReader } = await import('@medcode/core/claims/x12/segment-lines');
      const { wholeLines } = await import('../../ndjson.js');
      const { piecesOf } = await import('../../x12-file.js');
      const reader = new SegmentLineReader();
      let empty = true;
      for await (const chunk of wholeLines(piecesOf(file ?? '-'), LONGEST_SEGMENT_LINE)) {
        let text = '';
        for (const line of chunk.split('\n')) {
          if (line === '') continue;
          empty = false;
          const written = reader.read(line);
          if (typeof written === 'string') text += written;
          else {
            if (text !== '') await writeOut(text);
            text = '';
            await writeOut(written);
          }
        }
        if (text !== '') await writeOut(text);
      }
      if (empty) throw new MedcodeError('MC_INPUT_EMPTY', 'there is no line');
    });
}

/** A segment may be as long as the tokenizer takes it, and JSON writes six characters for one. */
const LONGEST_SEGMENT_LINE = 100_000_000;
