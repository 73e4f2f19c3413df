import type { Evidence } from '../../model/note.js';
import type { Segment, StructuredNote } from '../../notes/structure.js';
import { minutesIn } from './quantities.js';
import { proofOf, type ServiceContext, wordsOf } from './service-draft.js';

const BEFORE =
  /\b(?:total (?:\w+ ){0,4}?time|time spent|spent(?: a total of)?|total of|visit (?:time|duration)|encounter time|face[- ]to[- ]face time)\b[^\d.;]{0,170}?(?:(\d)\s*(?:hours?|hrs?)\s*(?:and\s*)?)?(\d{1,3})\s*(?:minutes?|mins?)\b/i;
const AFTER = /\b(\d{1,3})\s*(?:minutes?|mins?)\b[^.;]{0,60}\b(?:total|(?:were|was) spent|spent|on the (?:date|day)|of total time)\b/i;
/** Minutes of services that have a code of their own are not minutes of the visit. */
const OWN_SERVICE =
  /\b(?:critical care|psychotherapy|therapy|tobacco|smoking|advance care|acp|procedure|infus\w*|nebuli\w*|discharge|cessation|family meeting|prolonged|wait\w*|sedation|alcohol|obesity)\b/i;

/** The words of the segments of a note with what stands over them; several readers go through all of them. */
const TITLED = new WeakMap<StructuredNote, readonly string[]>();

function titledWords(context: ServiceContext): readonly string[] {
  let words = TITLED.get(context.note);
  if (!words) {
    words = context.note.segments.map((segment) => titled(context, segment));
    TITLED.set(context.note, words);
  }
  return words;
}

/** The words of a segment, with the title or heading that says what its minutes are ("Critical care time: 40 minutes"). */
function titled(context: ServiceContext, segment: Segment): string {
  const words = wordsOf(context.note, segment);
  if (segment.kind === 'time') return `${context.note.sections[segment.section]?.header ?? ''}: ${words}`;
  const heading = segment.problem === undefined ? undefined : context.note.segments[segment.problem];
  if (!heading || heading === segment || !/\b(?:time|critical care|psychotherapy|session)\b/i.test(wordsOf(context.note, heading)))
    return words;
  return `${wordsOf(context.note, heading)}: ${words}`;
}

/** The minutes a clinician spent on the visit on its day, as stated. */
export function totalTime(context: ServiceContext): { minutes: number; evidence: Evidence } | undefined {
  let best: { minutes: number; evidence: Evidence } | undefined;
  const words = titledWords(context);
  for (const [number, segment] of context.note.segments.entries()) {
    if (segment.kind === 'fh' || segment.kind === 'pmh' || segment.kind === 'psh') continue;
    const text = words[number] as string;
    if (!/min|hour/i.test(text)) continue;
    const match = BEFORE.exec(text);
    const after = match ? null : AFTER.exec(text);
    if (!match && !after) continue;
    if (
      OWN_SERVICE.test(text.slice(0, (match ?? after)?.index)) ||
      (/\b(?:psychotherapy|critical care)\b/i.test(text) && !/exclud|exclusive|separate|not includ/i.test(text))
    )
      continue;
    if ((segment.kind === 'hpi' || segment.kind === 'subjective') && !/\btotal|I spent|face/i.test(text)) continue;
    const minutes = match ? Number(match[1] ?? 0) * 60 + Number(match[2]) : Number(after?.[1]);
    if (!best || minutes > best.minutes) best = { minutes, evidence: proofOf(context.note, segment) };
  }
  return best;
}

/** The first segment in which all patterns are said, outside family history and instructions. */
export function sentenceWith(context: ServiceContext, ...patterns: RegExp[]): Evidence | undefined {
  const words = titledWords(context);
  const segment = context.note.segments.find(
    ({ kind }, i) => kind !== 'fh' && kind !== 'instructions' && patterns.every((pattern) => pattern.test(words[i] as string)),
  );
  return segment && proofOf(context.note, segment);
}

/** Minutes of a kind of service, stated in one sentence with it. */
export function minutesOf(context: ServiceContext, about: RegExp): number | undefined {
  let best: number | undefined;
  for (const text of titledWords(context)) {
    const match = about.exec(text);
    if (!match) continue;
    const value = minutesIn(text.slice(match.index)) ?? minutesIn(text);
    if (value !== undefined && (best === undefined || value > best)) best = value;
  }
  return best;
}
