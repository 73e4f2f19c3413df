import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addNoteImport } from './note/import.js';

/** `medcode note …`: notes and encounters of other systems. */
export function addNote(program: Command, _shell: Shell): void {
  addNoteImport(program.command('note').description('notes and encounters of other systems: HL7 v2, C-CDA, FHIR'));
}
