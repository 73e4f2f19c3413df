import type { Command } from 'commander';
import { writeOut } from '../../output.js';

export function addX12Parse(x12: Command): void {
  x12
    .command('parse')
    .description('print an X12 file as JSON, one line a segment')
    .argument('<file>', 'the X12 file; with -, standard input is read')
    .addHelpText(
      'after',
      `
Lines:
  {"interchange","delimiters":{…},"lineEnd"}     before the first segment of an interchange: how its segments are written
  {"segment","tag","at","elements"}              position from 1, control numbers interchange/group/transaction, elements by number:
                                                 elements[5] of a CLM is CLM05. A composite is a list, a repeated element a list of lists
  {"rest"}                                       what stands behind the last segment
"before", "terminator" and "encoding" say where a segment is written in another way. medcode x12 write makes the file again, byte for byte.

Example:
  medcode x12 parse claims.837 | jq -r 'select(.tag == "CLM") | [.at, .elements[1], .elements[2]] | @tsv'`,
    )
    .action(async (file: string) => {
      const { SegmentLines } = await import('@medcode/core/claims/x12/segment-lines');
      const { SegmentReader } = await import('@medcode/core/claims/x12/tokenizer');
      const { readX12File } = await import('../../x12-file.js');
      const lines = new SegmentLines();
      const reader = new SegmentReader();
      try {
        await readX12File(file, (segments) => writeOut(lines.lines(segments)), reader);
      } finally {
        // A file without an interchange is reported and still comes back whole.
        const last = lines.end(reader.rest);
        if (last.length > 0) await writeOut(last);
      }
    });
}
