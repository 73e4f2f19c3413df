import { day } from '@medcode/core/model/date';
import { engineOf } from './engine.js';

/**
 * The answer of the engine for a note: codes of the bands accept and review.
 * @param {import('./board.js').Mode} mode
 * @param {import('./reference/notes.js').ReferenceNote} note
 * @param {{ date: string, setting: 'office' | 'inpatient', profile: 'billing' | 'mentions' }} how
 */
export function codeNote(mode, note, { date, setting, profile }) {
  return engineOf(mode).coder.code({ id: note.id, text: note.text, date: day(date), setting, profile, patient: note.patient });
}
