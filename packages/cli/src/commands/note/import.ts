import { importNote } from '@medcode/core/notes/import/import-note';
import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import { readTextInput } from '../../read-input.js';
import { renderImported } from '../../render/note-import.js';

export function addNoteImport(note: Command): void {
  note
    .command('import')
    .description('read the encounters of an HL7 v2, C-CDA or FHIR file: documents, patient, codes already there')
    .argument('<file>', 'the file; - reads standard input')
    .option('--json', 'print the encounters as a JSON list')
    .option('--ndjson', 'print an encounter a line, as code --ndjson and check --ndjson read them')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode note import examples/exchange/visit.hl7\n  medcode note import examples/exchange/visit.hl7 --ndjson | medcode code --ndjson --date 2026-03-02',
    )
    .action(async (file: string, options: { json?: boolean; ndjson?: boolean }) => {
      const encounters = importNote(readTextInput(file), file === '-' ? 'note' : (file.split(/[\\/]/).at(-1) ?? file));
      if (options.ndjson) return writeOut(encounters.map((one) => `${JSON.stringify(one)}\n`).join(''));
      await writeOut(options.json ? `${JSON.stringify(encounters, null, 2)}\n` : encounters.map(renderImported).join('\n'));
    });
}
