import { stemRange } from '../../codesets/code.js';
import type { CodeId } from '../../codesets/code-table.js';
import type { Token } from '../../codesets/words.js';
import type { SegmentAssertions } from '../../notes/assertion.js';
import type { Segment, StructuredNote } from '../../notes/structure.js';
import type { RuleContext } from '../rule.js';
import { type CauseBook, causeBook, type SaidWord } from './book.js';
import { transportCause } from './transport.js';

/** Something chapter 20 has a code for, with the place of the words that say it. */
export interface SaidCause {
  /** Code or stem, without dot and without 7th character. */
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** A cause, how much its words say, and whether it is told as past. */
export interface CauseOfInjury extends SaidCause {
  readonly weight: number;
  readonly historical: boolean;
  /** Position of its segment. */
  readonly segment: number;
}

/** What a note says of the circumstances of an injury. */
export interface Circumstances {
  readonly causes: readonly CauseOfInjury[];
  /** Place, activity and status told with a cause; read when asked for, since only the first encounter reports them. */
  readonly about: (cause: CauseOfInjury) => { readonly place?: SaidCause; readonly activity?: SaidCause; readonly status?: SaidCause };
}

/** Where the story of a visit is told. */
const STORY: ReadonlySet<string> = new Set(['cc', 'hpi', 'subjective', 'none', 'consult-reason', 'indication', 'other']);
/** Where histories of injury are told. */
const TELLS: ReadonlySet<string> = new Set([
  'cc',
  'hpi',
  'subjective',
  'course',
  'consult-reason',
  'indication',
  'none',
  'other',
  'addendum',
  'assessment',
  'impression',
  'ap',
  'admit-dx',
  'discharge-dx',
  'preop-dx',
  'postop-dx',
  'procedure',
  'plan',
]);
/** Sections whose sentences must look back to be a history: what is planned or done tells of no accident. */
const RARELY: ReadonlySet<string> = new Set(['plan', 'procedure']);

const AGED = /\b\d{1,3}[ -]?(?:y\/?o\b|yo\b|yr|year)/i;

/** Tokens between an event and what takes part in it, at most: behind it and before it. */
const BEHIND = 11;
const BEFORE = 6;
/** Words behind "fall" that make it none. */
const NO_FALL = /^(?:asleep|ill|precautions?|risk|risks|prevention|preventions|behind|short|within|assessment|apart|alert|under|pregnant)$/;
const WEIGHT = { event: 1, general: 0.5, object: 2, cause: 2, meant: 2.5, transport: 3, intent: 3 };
/** Codes of unspecified causes: any other says more. */
const GENERAL = /^(?:W19|X58|V892|X50|Y09)/;

interface Read {
  readonly segment: Segment;
  readonly number: number;
  readonly found: readonly SaidWord[];
}

/** Reads causes of injury from the sentences that tell of them. */
export function readCircumstances(context: RuleContext): Circumstances {
  const book = causeBook(context.lexicon);
  const reads: Read[] = [];
  context.note.segments.forEach((segment, number) => {
    if (!tells(segment, context)) return;
    const found = book.words.find(segment.tokens);
    if (found.length > 0) reads.push({ segment, number, found });
  });
  const causes = reads.flatMap((read) => causesOf(read, context));
  return { causes, about: (cause) => circumstancesOf(cause, reads, book, context) };
}

/** Whether a segment may tell of an event. */
function tells(segment: Segment, { note }: RuleContext): boolean {
  return TELLS.has(segment.kind) || isStory(segment, note);
}

/** Whether a segment tells why the patient is here; a history with the patient's age is that of this visit, whatever its header. */
export function isStory({ kind, start, end }: Segment, { text }: StructuredNote): boolean {
  return STORY.has(kind) || (kind === 'pmh' && AGED.test(text.slice(start, end)));
}

function causesOf({ segment, number, found }: Read, context: RuleContext): CauseOfInjury[] {
  const { tokens } = segment;
  let judge: SegmentAssertions | undefined;
  const out: CauseOfInjury[] = [];
  const add = (code: string, from: number, to: number, weight: number): void => {
    judge ??= context.prepare(segment);
    const start = (tokens[from] as Token).start;
    const end = (tokens[to] as Token).end;
    const { assertion, temporality, experiencer } = judge.judge(start, end);
    // Who strikes or stabs is someone else; who is hurt is the patient.
    if (assertion !== 'present' || (experiencer !== 'patient' && weight < WEIGHT.meant)) return;
    // "Previously a runner, fell …": past is what the last words are said to be too.
    const last = tokens[to] as Token;
    const historical = temporality === 'historical' && judge.judge(last.start, last.end).temporality === 'historical';
    out.push({
      code,
      start,
      end,
      weight: GENERAL.test(code) ? WEIGHT.general : weight,
      historical,
      segment: number,
    });
  };
  const offRoad = found.some(({ value }) => value.kind === 'traffic' && value.of === 'no');
  const transport = RARELY.has(segment.kind) ? undefined : transportCause(found, offRoad);
  if (transport) add(transport.code, transport.from, transport.to, WEIGHT.transport);
  const falls = found.some((one) => one.value.kind === 'event' && one.value.of === 'fall' && !isNoEvent(one, tokens));
  for (const one of found) {
    const { value } = one;
    if (value.kind === 'cause' && !RARELY.has(segment.kind)) add(value.code, one.from, one.to, WEIGHT.cause);
    if (value.kind !== 'event' || isNoEvent(one, tokens)) continue;
    // What is struck in a fall belongs to the fall (I.C.20.a.7).
    if (value.of === 'against' && falls) continue;
    const struck = value.code === 'W010' ? struckBehind(one, found, tokens) : undefined;
    if (struck) {
      add(struck.value.code === 'W2203' ? 'W01190' : 'W01198', one.from, struck.to, WEIGHT.object);
      continue;
    }
    const object = found
      .filter(
        (other) =>
          other.value.kind === 'object' &&
          other.value.of === value.of &&
          isNear(one, other) &&
          isApart(one, other) &&
          isLeft(other, tokens),
      )
      .sort((a, b) => b.to - b.from - (a.to - a.from) || distance(one, a) - distance(one, b))[0];
    const intent = value.of === 'self' || value.of === 'assault' || value.of === 'stab' || value.of === 'shot';
    if (object)
      add(object.value.code, Math.min(one.from, object.from), Math.max(one.to, object.to), intent ? WEIGHT.intent : WEIGHT.object);
    else if (value.code !== '' && !RARELY.has(segment.kind)) add(value.code, one.from, one.to, intent ? WEIGHT.meant : WEIGHT.event);
  }
  return out;
}

function isNoEvent({ value, from, to }: SaidWord, tokens: readonly Token[]): boolean {
  if (value.of !== 'fall') return false;
  // "A falling beam" is no fall of the patient.
  const falling = (tokens[from] as Token).word === 'falling' && !/^(?:after|from|by|of|when|while|and)$/.test(tokens[from - 1]?.word ?? '');
  return falling || NO_FALL.test(tokens[to + 1]?.word ?? '');
}

/** Furniture, buildings and animals are fallen from only where the words say so: "fell and hit the table" is no fall from it. */
const LEFT = /^W(?:0[678]|1[3467])|^V(?:00|80)/;
const OFF = /^(?:off|from|out|through|into|in|down|over|on)$/;

function isLeft({ value, from, to }: SaidWord, tokens: readonly Token[]): boolean {
  if (value.of !== 'fall' || !LEFT.test(value.code)) return true;
  const own = words(tokens, from, to + 1);
  return (
    (own[0] as string).endsWith('ing') ||
    OFF.test(own[0] as string) ||
    (words(tokens, from - 4, from).some((word) => OFF.test(word)) &&
      !words(tokens, from - 4, from).some((word) => STRUCK.test(word) || word === 'against'))
  );
}

const STRUCK = /^(?:hit|hits|hitting|struck|striking|strikes)$/;

/** What was struck in a fall, behind the words that say so. */
function struckBehind(fall: SaidWord, found: readonly SaidWord[], tokens: readonly Token[]): SaidWord | undefined {
  return found.find(
    (one) =>
      one.value.kind === 'object' &&
      one.value.of === 'against' &&
      one.from > fall.to &&
      one.from - fall.to <= BEHIND + BEFORE &&
      words(tokens, one.from - BEFORE, one.from).some((word) => STRUCK.test(word)),
  );
}

function isNear(event: SaidWord, object: SaidWord): boolean {
  return object.from > event.to ? object.from - event.to <= BEHIND : event.from - object.to <= BEFORE;
}

function isApart(event: SaidWord, object: SaidWord): boolean {
  return object.from > event.to || object.to < event.from;
}

function distance(event: SaidWord, object: SaidWord): number {
  return object.from > event.to ? object.from - event.to : event.from - object.to;
}

/** Segments on either side of an event whose place, activity and status are its own. */
const AROUND = 1;
/** Words before a place at which something happened; "to" and "for" lead elsewhere. */
const PLACED = /^(?:in|at|on|inside|outside|of|down|off|from|through|across|onto|icy|wet|his|her|own|s)$/;
/** Who is seen or taken somewhere was not hurt there. */
const TAKEN =
  /^(?:seen|evaluated|brought|taken|presented|presents|admitted|transferred|treated|transported|went|returned|lives|resides|discharged|follow|followup|called|works|came|arrived)$/;
/** What is done with an injury, or was done before it, is not what caused it. */
const NOT_WHILE =
  /^(?:after|before|prior|since|difficulty|trouble|worse|unable|cannot|avoid|resume|resumed|pain|hurts|with|enjoys|likes|previously|stopped)$/;
const WHILE = /^(?:while|when|was|were|during|at|started|been)$/;

function circumstancesOf(
  cause: CauseOfInjury,
  reads: readonly Read[],
  book: CauseBook,
  context: RuleContext,
): ReturnType<Circumstances['about']> {
  const home = context.note.segments[cause.segment] as Segment;
  const around = reads
    .filter(({ segment, number }) => Math.abs(number - cause.segment) <= AROUND && segment.section === home.section)
    .sort((a, b) => Math.abs(a.number - cause.segment) - Math.abs(b.number - cause.segment));
  const place = first(around, (read) => placeOf(read, context));
  const activity = first(around, (read) => activityOf(read, read.number === cause.segment));
  const status = first(
    context.note.segments
      .map((segment, number) => ({ segment, number }))
      .filter(({ segment, number }) => Math.abs(number - cause.segment) <= 2 * AROUND && segment.section === home.section)
      .sort((a, b) => Math.abs(a.number - cause.segment) - Math.abs(b.number - cause.segment)),
    ({ segment }) => statusOf(segment, book),
  );
  return { ...(place ? { place } : {}), ...(activity ? { activity } : {}), ...(status ? { status } : {}) };
}

function first<T, R>(list: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function words(tokens: readonly Token[], from: number, to: number): string[] {
  return tokens.slice(Math.max(0, from), to).map(({ word }) => word);
}

/** The place: a room with its dwelling, else the place named in most words. */
function placeOf({ segment, found }: Read, context: RuleContext): SaidCause | undefined {
  const { tokens } = segment;
  const isPlace = ({ from }: SaidWord): boolean => {
    const before = words(tokens, from - 6, from);
    return (
      before.slice(-4).some((word) => PLACED.test(word)) &&
      !before.some((word) => TAKEN.test(word)) &&
      !/^(?:to|for)$/.test(before.at(-1) ?? '')
    );
  };
  const placed = found.filter(({ value }) => /^(?:dwelling|room|place)$/.test(value.kind)).filter(isPlace);
  const dwelling = placed.find(({ value }) => value.kind === 'dwelling');
  const room = placed.find(({ value }) => value.kind === 'room');
  const said = (code: string, ...of: readonly SaidWord[]): SaidCause => ({
    code,
    start: (tokens[Math.min(...of.map(({ from }) => from))] as Token).start,
    end: (tokens[Math.max(...of.map(({ to }) => to))] as Token).end,
  });
  const other = placed.filter(({ value }) => value.kind === 'place').sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)[0];
  if (dwelling) {
    const code = roomCode(context, dwelling.value.code, room?.value.of);
    if (code) return room ? said(code, dwelling, room) : said(code, dwelling);
  }
  if (other) return said(other.value.code, other);
  // A bathroom or bedroom with nothing said of the dwelling is that of a private residence.
  if (!room || !/^(?:Kitchen|Bathroom|Bedroom|driveway|garage|yard)$/.test(room.value.of)) return undefined;
  const code = roomCode(context, /^(?:driveway|garage)$/.test(room.value.of) ? 'Y9201' : 'Y9200', room.value.of);
  return code === undefined ? undefined : said(code, room);
}

/** The code of a room in a dwelling, by the titles of the dwelling's codes; the unspecified place where no room is named. */
function roomCode({ icd, date }: RuleContext, dwelling: string, room: string | undefined): string | undefined {
  const { first: from, last } = icd.table.range(stemRange(dwelling));
  const wanted = new RegExp(`\\b${room ?? 'Unspecified place'}\\b`, 'i');
  let rest: string | undefined;
  for (let at = from; at < last; at++) {
    if (!icd.table.billableOn(at as CodeId, date)) continue;
    const title = icd.table.title(at as CodeId, date);
    if (wanted.test(title)) return icd.table.code(at as CodeId);
    if (title.startsWith('Other place')) rest = icd.table.code(at as CodeId);
  }
  return rest;
}

/** The activity: in the sentence of the event, or beside it where the words say that it was going on. */
function activityOf({ segment, found }: Read, own: boolean): SaidCause | undefined {
  const { tokens } = segment;
  for (const one of found) {
    if (one.value.kind !== 'activity') continue;
    const start = tokens[one.from] as Token;
    // Stems fold "runs" and "running": only the form of the table is an activity.
    if (!one.value.term.includes(' ') && start.word !== one.value.term.toLowerCase()) continue;
    const before = words(tokens, one.from - 2, one.from);
    if (before.some((word) => NOT_WHILE.test(word))) continue;
    if (!own && !words(tokens, one.from - 3, one.from).some((word) => WHILE.test(word))) continue;
    return { code: one.value.code, start: start.start, end: (tokens[one.to] as Token).end };
  }
  return undefined;
}

const DENIED = /^(?:not|no|non|isnt|wasnt|never|denies|neither|nor)$/;
/** Time off because of the injury is no status at the time of the event. */
const SINCE = /^(?:since|for|until|note|slip|per|through|x)$/;

function statusOf({ tokens }: Segment, book: CauseBook): SaidCause | undefined {
  const all = tokens.map(({ word }) => word);
  for (let i = 0; i < all.length; i++) {
    const [phrase] = book.status.at(all, i);
    if (!phrase) continue;
    const to = i + phrase.words.length;
    if (phrase.words[0] === 'off' && SINCE.test(all[to] ?? '')) continue;
    const denied = phrase.value === 'Y990' && all.slice(Math.max(0, i - 3), i).some((word) => DENIED.test(word));
    return {
      code: denied ? 'Y998' : phrase.value,
      start: (tokens[denied ? Math.max(0, i - 1) : i] as Token).start,
      end: (tokens[to - 1] as Token).end,
    };
  }
  return undefined;
}
