import type { Mention } from '../notes/mentions.js';
import type { Segment } from '../notes/structure.js';

/** Words between the beginning of a sentence and the name of its problem: "New onset …", "Class 1 …". */
const MOST_WORDS_BEFORE = 2;
const BEFORE =
  /^(?:(?:and|also|new|known|chronic|acute|mild|moderate|severe|recurrent|persistent|stable|primary|secondary|left|right|bilateral|class|stage|grade|type|active|underlying|suboptimally|poorly|well|controlled|uncontrolled|\d+|[ivx]+)[\s-]+)*$/i;
/** What may follow the name of a problem that a sentence consists of. */
const AFTER =
  /^\s*(?:$|[.,;:(–—]|-+\s|->|→|\+|(?:with|due|secondary|of|in|on|from|well|poorly|stable|controlled|uncontrolled|contributing|improving|worsening|unchanged|active|chronic|acute|mild|moderate|severe|left|right|bilateral|type|stage)\b)/i;

/**
 * Whether a sentence behind a problem in a line of the assessment names a problem of its own: "GERD, not controlled – pantoprazole. Hiatal
 * hernia – head of bed up." Behind a number or bullet, and on lines below, sentences are remarks on the problem they stand under.
 */
export function isInlineProblem(text: string, segment: Segment, heading: Segment | undefined, mention: Mention): boolean {
  if (segment.form !== 'sentence' || segment.label !== '' || segment.kind === 'plan') return false;
  if (heading === undefined || heading.line !== segment.line || heading.form !== 'heading' || isNumbered(text, heading)) return false;
  const before = text.slice(segment.start, mention.start);
  if (before.trim().split(/\s+/).length > MOST_WORDS_BEFORE || !BEFORE.test(before)) return false;
  return AFTER.test(text.slice(mention.end, segment.end));
}

const NUMBER_BEFORE = /(?:#\s*\d*[.):]?|\(?\b\d{1,2}[.):]|\b[a-h][.)]|[-–*•])\s*$/i;

function isNumbered(text: string, heading: Segment): boolean {
  return NUMBER_BEFORE.test(text.slice(Math.max(0, heading.start - 6), heading.start));
}
