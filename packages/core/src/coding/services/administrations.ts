import { tokenise } from '../../codesets/words.js';
import type { Evidence } from '../../model/note.js';
import { agreedSide, type Side, sidesIn } from '../../notes/facts.js';
import { refusalOf } from './done.js';
import { clockTime, minutesBetween, minutesIn } from './quantities.js';
import { proofOf, type ServiceContext, wordsOf } from './service-draft.js';
import { holdsOn, type Injectable } from './service-tables.js';

export type Route = 'infusion' | 'push' | 'injection' | 'joint' | 'inhaled' | 'oral' | 'eye' | 'unknown';

/** A drug given in this encounter, as documented. */
export interface Administration {
  /** Entries of the drug table that name it on the date; they differ in the amount of a unit. */
  readonly drugs: readonly Injectable[];
  readonly dose: number | undefined;
  readonly unit: string | undefined;
  readonly discarded: number | undefined;
  /** The container was for one dose, or nothing was left. */
  readonly singleDose: boolean;
  /** The patient or a pharmacy that bills for itself supplied it: given here, not billed here. */
  readonly supplied: boolean;
  readonly route: Route;
  /** Minutes after midnight. */
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly minutes: number | undefined;
  readonly side: Side | undefined;
  readonly times: number;
  readonly evidence: Evidence;
}

const DOSE =
  /(\d[\d,]*(?:\.\d+)?)\s*-?\s*(million units|mg|mcg|µg|g|gm|grams?|units?|iu|ml|cc|l|liters?|litres?|meq)\b(?!\s*\/\s*(?:kg|m2|ml|hr|min))/gi;
const ROUTES: readonly (readonly [Route, RegExp])[] = [
  ['push', /\b(?:ivp|iv push|i\.?v\.? push|slow (?:iv )?push|iv bolus|pushed)\b/i],
  [
    'joint',
    /\b(?:intra-?articular\w*|into the (?:joint|knee|shoulder|subacromial|bursa|tendon|hip|trigger)|intralesional|peritendinous|epidural\w*|subacromial)\b/i,
  ],
  ['injection', /\b(?:im|i\.m\.|intramuscular\w*|sc|sq|subq|sub-?q|subcut\w*|subcutaneous\w*|deltoid|gluteal|gluteus|ventrogluteal)\b/i],
  ['inhaled', /\b(?:neb\w*|inhaled|inhalation|via mask)\b/i],
  ['oral', /\b(?:po|p\.o\.|oral(?:ly)?|by mouth|odt|sublingual|sl|tablets?|capsules?|intranasal|per rectum)\b(?=\s|[.,;)]|$)/i],
  ['eye', /\bintravitreal\w*\b/i],
  ['infusion', /\b(?:ivpb|infus\w*|iv piggyback|piggyback|over \d+|iv over|drip|wide open|bolus|continuous)\b/i],
];
const PLAIN_IV = /\b(?:iv|i\.v\.|intravenous\w*)\b/i;
const CLOCK =
  /\b(\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?|[012]\d[0-5]\d(?=\s*(?:hrs?|h\b|-|–|to\b|until|stop|end|[,.;)]|$))|(?<=\b[012]\d[0-5]\d\s?(?:-|–|to)\s?)[012]\d[0-5]\d\b)/gi;
const DISCARDED =
  /\b(?:discard\w*|wast(?:e|ed|age)|unused)\b[^.;\d]{0,25}(\d[\d,.]*)\s*(mg|mcg|g|units?|ml)|(\d[\d,.]*)\s*(mg|mcg|g|units?|ml)\s+(?:of\s+\w+\s+)?(?:was |were )?(?:discarded|wasted|waste)\b/i;
const TIMES_FOLLOW = /^\W*(?:start|began|begun|infus|from|over|time|stop)/i;
const SINGLE_DOSE =
  /\b(?:single[- ](?:dose|use)|sdv|no (?:drug |medication )?(?:waste|wastage|discard\w*)|none (?:was )?(?:discarded|wasted)|nothing (?:was )?(?:discarded|wasted)|entire vial|0 (?:mg |units |ml )?(?:discarded|wasted|waste))\b/i;

/** Containers told apart from the dose must be said to be for one dose and empty. */
function emptied(words: string): boolean {
  return /\b(?:single[- ](?:dose|use)|sdv)\b/i.test(words) && NOTHING_LEFT.test(words) && !MULTI_DOSE.test(words);
}

const NOTHING_LEFT =
  /\b(?:no|0|zero|without)\s+(?:\w+\s+)?(?:waste|wastage|discard\w*)\b|\b(?:none|nothing) (?:was )?(?:discarded|wasted)\b/i;
const MULTI_DOSE = /\bmulti(?:ple)?[- ]dose\b/i;
const LOG_LINE = /^\s*(?:\d{1,2}:\d{2}|[0-2]\d[0-5]\d)\s/;
const STARTED = /\b(?:start(?:ed)?|began|begun|hung)\b/i;
const STOPPED = /\b(?:stop(?:ped)?|end(?:ed|s)?|completed?|finished|off|discontinued)\b/i;
/** Lines of a log within which an infusion ends. */
const LOG_LENGTH = 12;
/** Sentences after a dose in which the container may be described. */
const SEQUEL = 3;

/** What is said after a drug, before another is named: times and what was left over. */
function sequelOf({ note, tables, terms }: ServiceContext, number: number): string {
  const section = note.segments[number]?.section;
  let out = '';
  for (let i = number + 1; i <= number + SEQUEL; i++) {
    const next = note.segments[i];
    if (!next || next.section !== section || tables.injectables.find(terms.stems[i] ?? []).length > 0) break;
    out += `${out === '' ? '' : ' '}${wordsOf(note, next)}`;
  }
  return out;
}

/** The time at which a later line of the log ends an infusion: with its name, or as the first end that names no drug. */
function stopInLog({ note, tables, terms }: ServiceContext, number: number, drug: Injectable): number | undefined {
  for (let i = number + 1; i <= number + LOG_LENGTH; i++) {
    const segment = note.segments[i];
    if (!segment) return undefined;
    const text = wordsOf(note, segment);
    const time = LOG_LINE.test(text) && STOPPED.test(text) ? text.match(CLOCK)?.[0] : undefined;
    if (time === undefined) continue;
    const named = tables.injectables.find(terms.stems[i] ?? []);
    if (named.length === 0 || named.some((hit) => hit.value.name === drug.name)) return clockTime(time);
  }
  return undefined;
}

/**
 * What is said elsewhere of the containers of a drug: with its name ("Vancomycin: vials 1 g, single-dose, 0 waste"), or after it before
 * another drug is named.
 */
function containerOf({ note, tables, terms, lexicon }: ServiceContext, number: number, drug: Injectable): string {
  const section = note.segments[number]?.section;
  let alone = true;
  let out = '';
  note.segments.forEach((segment, i) => {
    if (i === number) return;
    const label = segment.label === '' ? [] : tokenise(segment.label).map((token) => lexicon.folding.stem(token.word));
    const names = [...tables.injectables.find(terms.stems[i] ?? []), ...tables.injectables.find(label)];
    const own = names.some((hit) => hit.value.name === drug.name);
    if (i > number && names.length > 0 && !own) alone = false;
    const text = wordsOf(note, segment);
    if (CONTAINER.test(text) && (own || (names.length === 0 && i > number && alone && segment.section === section))) out += ` ${text}`;
  });
  return out;
}

/** Where an injection went is written down when it was given. */
const INTO = /\b(?:deltoid|glute\w*|ventrogluteal|vastus|thigh|upper arm)\b/i;

const SUPPLIED =
  /\b(?:patient|pt)(?:['’]s)?[- ](?:own supply|suppl(?:y|ied)|provided|brought|pharmacy benefit)\b|\b(?:supplied|provided|brought|shipped) (?:in )?by (?:the )?(?:patient|pt|(?:specialty )?pharmacy)\b|\bspecialty pharmacy\b|\bwhite[- ]?bag\w*/i;

const CONTAINER = /\b(?:vials?|ampu?les?|single[- ]dose|multi[- ]?dose|waste|wasted|discarded|syringe)\b/i;

/** Drugs the note says were given, in order of place. */
export function readAdministrations(context: ServiceContext): Administration[] {
  const out: Administration[] = [];
  const { note, tables, terms } = context;
  note.segments.forEach((segment, number) => {
    const hits = tables.injectables.longest(terms.stems[number] ?? []).filter((hit) => holdsOn(hit.value, context.date));
    if (hits.length === 0) return;
    const text = wordsOf(note, segment);
    const places = [...new Map(hits.map((hit) => [hit.from, hit])).values()].sort((a, b) => a.from - b.from);
    const named = places.filter((hit, i) => {
      const start = (segment.tokens[hit.from]?.start ?? 0) - segment.start;
      const before = text.slice(0, start);
      // A brand in brackets repeats the drug before it; a fluid that another drug is given in is its carrier.
      if (/\(\s*$/.test(before) && places[i - 1]) return false;
      // What runs already is told where it was begun.
      if (/\bwhile\s+$/i.test(before)) return false;
      return !(
        hit.value.class === 'fluid' &&
        /\b(?:in|with|of|diluted|via)\s+(?:[\d.,]+\s*)?(?:ml|cc|l)?\s*(?:of\s+)?(?:sterile\s+)?$/i.test(before) &&
        places.length > 1
      );
    });
    const sequel = sequelOf(context, number);
    // A line of a log that ends an infusion gives nothing.
    if (LOG_LINE.test(text) && STOPPED.test(text) && doseIn(text) === undefined) return;
    named.forEach((hit, i) => {
      const first = segment.tokens[hit.from];
      const last = segment.tokens[hit.to - 1];
      if (!first || !last) return;
      const start = first.start - segment.start;
      const end =
        i + 1 < named.length ? (segment.tokens[(named[i + 1] as typeof hit).from]?.start ?? segment.end) - segment.start : text.length;
      const before = text.slice(Math.max(0, start - 40), start);
      // Times are often said in the sentence after ("Start 0900. Stop 1115.").
      const times = i + 1 === named.length && TIMES_FOLLOW.test(sequel) ? ` ${sequel}` : '';
      const after = text.slice(last.end - segment.start, end) + times;
      const lead = i === 0 ? text.slice(0, start) : before;
      const dose = doseAt(after) ?? doseBefore(before) ?? doseIn(after);
      const clock = [...(named.length === 1 ? (lead.match(CLOCK) ?? []) : []), ...(after.match(CLOCK) ?? [])]
        .map((time) => clockTime(time))
        .filter((time) => time !== undefined);
      const hasSpan = clock.length >= 2;
      const ended = !hasSpan && clock.length === 1 ? stopInLog(context, number, hit.value) : undefined;
      const stop = hasSpan ? clock[1] : ended;
      const route =
        routeOf(after) ??
        routeOf(named.length === 1 ? text : before) ??
        (LOG_LINE.test(text) && (ended !== undefined || STARTED.test(after)) ? 'infusion' : 'unknown');
      const minutes =
        stop !== undefined
          ? minutesBetween(clock[0] as number, stop)
          : (minutesIn(after) ?? (named.length === 1 ? minutesIn(text) : undefined));
      const complete = dose !== undefined && route !== 'unknown' && route !== 'oral' && (clock.length > 0 || minutes !== undefined);
      const refused = refusalOf(context, segment, hit.from, hit.to, 'act', true);
      const stated =
        dose !== undefined &&
        (route === 'injection' || route === 'push') &&
        (/\b(?:given|administered|injected|received today)\b/i.test(text) || INTO.test(text));
      const listed =
        (complete || stated) &&
        (refused === 'not said to be done' || refused === 'told, not reported') &&
        !/\b(?:every|daily|bid|tid|qid|q\d|weekly|monthly|prn|refill|take)\b/i.test(text);
      if (refused !== undefined && !listed && !administeredHere(context, segment.section, refused)) return;
      // A name without dose or route is talk of a drug, except of a device that is one piece.
      if (dose === undefined && route === 'unknown' && hit.value.unit !== 'dose') return;
      const container = containerOf(context, number, hit.value);
      const discarded = DISCARDED.exec(text) ?? DISCARDED.exec(sequel) ?? DISCARDED.exec(container);
      const repeat = /\bx\s?(\d)\b(?!\s*(?:days?|weeks?|hours?|min))/i.exec(after);
      out.push({
        drugs: hits.filter((other) => other.from === hit.from).map((other) => other.value),
        dose: dose?.amount,
        unit: dose?.unit,
        discarded: discarded
          ? convert(numberIn((discarded[1] ?? discarded[3]) as string), unitOf((discarded[2] ?? discarded[4]) as string), dose?.unit)
          : undefined,
        singleDose: (SINGLE_DOSE.test(text) && !MULTI_DOSE.test(text)) || [sequel, container].some(emptied),
        supplied: SUPPLIED.test(`${text} ${sequel}`),
        route: stop !== undefined && (route === 'unknown' || route === 'infusion') ? 'infusion' : route,
        start: clock[0],
        stop,
        side: agreedSide(sidesIn(segment.tokens, note.text)),
        minutes,
        times: repeat ? Math.max(1, Number(repeat[1])) : /\beach (?:knee|shoulder|hip|side|joint)\b/i.test(text) ? 2 : 1,
        evidence: proofOf(note, segment),
      });
    });
  });
  return merged(out);
}

/** A section that is a record of what was given says so in its title. */
function administeredHere(context: ServiceContext, section: number, refused: string): boolean {
  const header = context.note.sections[section]?.header ?? '';
  return (
    /administered|given|infusion|mar\b|treatment/i.test(header) && (refused === 'not said to be done' || refused === 'told, not reported')
  );
}

/** The same drug told twice, in the order and in the record: the fuller telling counts. */
function merged(list: readonly Administration[]): Administration[] {
  const out: Administration[] = [];
  for (const item of list) {
    const same = out.findIndex(
      (other) =>
        other.drugs[0]?.name === item.drugs[0]?.name &&
        (other.start === item.start || other.start === undefined || item.start === undefined) &&
        (other.side === item.side || other.side === undefined || item.side === undefined) &&
        (other.dose === item.dose || other.dose === undefined || item.dose === undefined || /\btotal\b/i.test(item.evidence.text)),
    );
    if (same < 0) out.push(item);
    else if (/\btotal\b/i.test(item.evidence.text) || fullness(item) > fullness(out[same] as Administration)) out[same] = item;
  }
  return out;
}

function fullness(item: Administration): number {
  return (
    (item.dose === undefined ? 0 : 2) +
    (item.route === 'unknown' ? 0 : 1) +
    (item.start === undefined ? 0 : 1) +
    (item.minutes === undefined ? 0 : 1)
  );
}

function routeOf(text: string): Route | undefined {
  const found = ROUTES.find(([, pattern]) => pattern.test(text));
  if (found?.[0] === 'oral' && PLAIN_IV.test(text)) return 'infusion';
  return found?.[0] ?? (PLAIN_IV.test(text) ? 'infusion' : undefined);
}

interface Dose {
  readonly amount: number;
  readonly unit: string;
}

/** A dose right after the name, before anything else is named. */
function doseAt(text: string): Dose | undefined {
  const match = [...text.matchAll(DOSE)][0];
  return match && match.index <= 25 && !/\b(?:and|with|in|plus)\b|[,;]/i.test(text.slice(0, match.index))
    ? doseIn(text.slice(0, match.index + match[0].length))
    : undefined;
}

function doseIn(text: string): Dose | undefined {
  for (const match of text.matchAll(DOSE)) {
    // What follows "in" is the volume it was diluted in.
    if (/\b(?:in|discard\w*|wast\w*|unused)\s*:?\s*$/i.test(text.slice(0, match.index))) continue;
    return {
      amount: numberIn(match[1] as string) * ((match[2] as string).toLowerCase() === 'million units' ? 1_000_000 : 1),
      unit: unitOf(match[2] as string),
    };
  }
  return undefined;
}

function doseBefore(text: string): Dose | undefined {
  const matches = [...text.matchAll(DOSE)];
  const match = matches.at(-1);
  if (!match || !/^\s*(?:\([^)]*\)\s*)?(?:of\s+)?(?:\w+\s+)?$/i.test(text.slice(match.index + match[0].length))) return undefined;
  return {
    amount: numberIn(match[1] as string) * ((match[2] as string).toLowerCase() === 'million units' ? 1_000_000 : 1),
    unit: unitOf(match[2] as string),
  };
}

function numberIn(text: string): number {
  return Number(text.replace(/,/g, '').replace(/\.$/, ''));
}

function unitOf(text: string): string {
  const lower = text.toLowerCase();
  if (/^(?:g|gm|grams?)$/.test(lower)) return 'g';
  if (/^(?:million units|units?|iu)$/.test(lower)) return 'units';
  if (/^(?:l|liters?|litres?)$/.test(lower)) return 'l';
  if (lower === 'cc') return 'ml';
  return lower === 'µg' ? 'mcg' : lower;
}

const IN_MG: Readonly<Record<string, number>> = { mcg: 0.001, mg: 1, g: 1000 };

/** An amount in another unit of the same kind; undefined when they do not compare. */
export function convert(amount: number, from: string, to: string | undefined): number | undefined {
  if (to === undefined || from === to) return amount;
  const a = IN_MG[from];
  const b = IN_MG[to];
  if (a !== undefined && b !== undefined) return (amount * a) / b;
  if (from === 'l' && to === 'ml') return amount * 1000;
  return from === 'ml' && to === 'l' ? amount / 1000 : undefined;
}
