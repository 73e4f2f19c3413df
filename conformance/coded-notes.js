import { day } from '@medcode/core/model/date';
import { compareSets } from './agreement.js';
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

/**
 * Agreement with the codes of a reference, note by note.
 * @param {import('./board.js').Mode} mode
 * @param {readonly import('./reference/notes.js').ReferenceNote[]} notes
 * @param {Parameters<typeof codeNote>[2]} how
 * @param {(code: string) => boolean} leftOut codes that do not count
 */
export function agreement(mode, notes, how, leftOut) {
  return notes.map((note) => {
    const answer = codeNote(mode, note, how).diagnoses.filter(({ band, code }) => band !== 'suggestion' && !leftOut(code));
    return { note, counts: compareSets(new Set(answer.map(({ code }) => code)), note.codes) };
  });
}
