import type { Encounter, NotChecked } from '../../model/encounter.js';
import type { Coder, NoteInput, PointedCode } from '../code-note.js';
import { choiceOf, type LanguageModel, spansOf } from './contract.js';

/** Codes a model may choose from for words the engine did not read. */
const CANDIDATES = 8;
/** How much of the note stands around a mention it is asked about. */
const CONTEXT = 160;

/**
 * Codes a note with the help of a language model. The deterministic answer comes first and stands whatever the model does; then the model
 * may point at words that were not read and choose among the codes search finds for them, which come up for review, never more; and
 * where it would choose another of the engine's alternatives, the code goes to review. Rules run again over all of it. An answer that comes late
 * or not in the agreed shape changes nothing and is named under `notChecked`.
 */
export async function codeAssisted(coder: Coder, input: NoteInput, model: LanguageModel): Promise<Encounter> {
  const own = coder.code(input);
  const failed = (reason: string): Encounter => ({ ...own, notChecked: [...own.notChecked, unanswered(reason)] });
  try {
    const spans = spansOf(await model.extract({ task: 'extract', text: input.text }), input.text);
    if (spans === undefined) return failed('the language model did not answer as agreed');
    const pointed: PointedCode[] = [];
    const read = own.diagnoses.flatMap(({ evidence }) => evidence);
    for (const { start, end } of spans) {
      if (read.some((one) => one.start < end && start < one.end)) continue;
      if (own.notCoded.some((one) => one.start < end && start < one.end)) continue;
      const mention = input.text.slice(start, end);
      const hits = coder.search.search(mention, input.date, CANDIDATES);
      if (hits.length === 0) continue;
      const candidates = hits.map(({ code, title }) => ({ code, title }));
      const request = { task: 'choose', mention, context: around(input.text, start, end), candidates } as const;
      const choice = choiceOf(await model.choose(request), candidates.length);
      if (choice === undefined) return failed('the language model did not answer as agreed');
      const chosen = choice === null ? undefined : candidates[choice];
      if (chosen) pointed.push({ code: chosen.code, start, end });
    }
    const doubted: string[] = [];
    for (const { code, title, band, alternatives, evidence } of own.diagnoses) {
      const [first] = evidence;
      if (band !== 'accept' || alternatives.length === 0 || !first) continue;
      const candidates = [{ code, title }, ...alternatives];
      const request = { task: 'choose', mention: first.text, context: around(input.text, first.start, first.end), candidates } as const;
      const choice = choiceOf(await model.choose(request), candidates.length);
      if (choice === undefined) return failed('the language model did not answer as agreed');
      if (choice !== 0) doubted.push(code);
    }
    return pointed.length + doubted.length === 0 ? own : coder.code({ ...input, pointed, doubted });
  } catch {
    // Whatever the model or the line to it did wrong, the engine's own answer stands.
    return failed('the language model did not answer, or not in time');
  }
}

function around(text: string, start: number, end: number): string {
  return text.slice(Math.max(0, start - CONTEXT), Math.min(text.length, end + CONTEXT));
}

function unanswered(reason: string): NotChecked {
  return { what: 'language model', reason, remedy: 'the answer is the engine’s own; ask again, or leave the model out' };
}
