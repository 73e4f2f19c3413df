/**
 * What a language model may be asked. It never writes: it points at places of the note and picks from numbered codes, so that whatever the
 * note or the model says, no code, word or reason of theirs enters the answer. The note is data; nothing in it is an instruction. A promise that
 * is rejected – the caller bounds the time – leaves the engine's own answer standing.
 */
export interface LanguageModel {
  /** Places of the note that name a condition: `{"spans": [[start, end], …]}` in UTF-16 code units of the text. */
  readonly extract: (request: ExtractRequest) => Promise<unknown>;
  /** The number of the code that says what the words say, or none: `{"choice": n | null}`. */
  readonly choose: (request: ChooseRequest) => Promise<unknown>;
}

export interface ExtractRequest {
  readonly task: 'extract';
  readonly text: string;
}

export interface ChooseRequest {
  readonly task: 'choose';
  /** The words of the note, with what stands around them. */
  readonly mention: string;
  readonly context: string;
  /** Numbered from 0. */
  readonly candidates: readonly { readonly code: string; readonly title: string }[];
}

/** At most so many spans are read from an answer, each at most so long. */
const MOST_SPANS = 200;
const LONGEST_SPAN = 300;

/** The spans of an answer that lie within the text and do not cut a word; undefined when the answer is not of the agreed shape. */
export function spansOf(answer: unknown, text: string): readonly { start: number; end: number }[] | undefined {
  if (typeof answer !== 'object' || answer === null || !('spans' in answer) || !Array.isArray(answer.spans)) return undefined;
  const spans: { start: number; end: number }[] = [];
  for (const span of answer.spans.slice(0, MOST_SPANS) as unknown[]) {
    if (!Array.isArray(span) || span.length !== 2) return undefined;
    const [start, end] = span as [unknown, unknown];
    if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
    const from = start as number;
    const to = end as number;
    if (from < 0 || to <= from || to > text.length || to - from > LONGEST_SPAN) continue;
    const cuts = isLetter(text[from - 1]) && isLetter(text[from]);
    if (cuts || (isLetter(text[to - 1]) && isLetter(text[to])) || text.slice(from, to).trim() === '') continue;
    spans.push({ start: from, end: to });
  }
  return spans;
}

/** The position chosen, null for none; undefined when the answer is not of the agreed shape. */
export function choiceOf(answer: unknown, candidates: number): number | null | undefined {
  if (typeof answer !== 'object' || answer === null || !('choice' in answer)) return undefined;
  const { choice } = answer;
  if (choice === null) return null;
  return Number.isInteger(choice) && (choice as number) >= 0 && (choice as number) < candidates ? (choice as number) : undefined;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
