import { day } from '../../model/date.js';
import type { Evidence } from '../../model/note.js';
import { agreedSide, type Side, sidesIn } from '../../notes/facts.js';
import type { Segment } from '../../notes/structure.js';
import { type DoneKind, leftSection, REPORT_KINDS, refusalOf } from './done.js';
import type { NoteKind } from './note-kind.js';
import { countIn, defectLength, excisedDiameter, lengthsIn, minutesIn, musclesIn, viewsIn } from './quantities.js';
import { proofOf, type ServiceContext, type ServiceDraft, type ServiceKind, wordsOf } from './service-draft.js';
import { isCloser, type Measure, type MeasureLimit, type ServiceRow } from './service-row.js';
import { holdsOn } from './service-tables.js';
import type { Hit } from './service-terms.js';

/** A row of the lexicon that one sentence of the note fulfils. */
interface ServiceEvent {
  readonly row: ServiceRow;
  readonly segment: number;
  readonly sides: readonly Side[];
  readonly size: number | undefined;
  readonly sizes: readonly number[];
  readonly count: number | undefined;
  readonly site: string | undefined;
  /** The title or label that names it. */
  readonly label: string;
  /** The number of the list entry it stands in. */
  readonly listed: number | undefined;
  readonly evidence: Evidence;
}

/** Where the head of a note ends. */
const HEAD = 250;
/** Sentences around an event, in the same section, in which its details may stand. */
const NEARBY = 2;

/** Services of the lexicon's table that the note says were done. */
export function readProcedures(context: ServiceContext, kind: NoteKind): ServiceDraft[] {
  const events: ServiceEvent[] = [];
  context.note.segments.forEach((segment, number) => {
    const seen = new Set<ServiceRow>();
    let around: number[] | undefined;
    const nearby = (): number[] => {
      around ??= scopeOf(context, segment, number);
      return around;
    };
    for (const hit of [...(context.terms.hits[number] ?? []), ...listedFilm(context, number)]) {
      for (const row of context.tables.rowsAt(hit.value)) {
        if (seen.has(row)) continue;
        if (!row.needs.every((wanted) => wanted.some((term) => context.terms.all.has(term)))) continue;
        const event = eventOf(context, kind, row, segment, number, hit, nearby);
        if (!event) continue;
        seen.add(row);
        events.push(event);
      }
    }
  });
  return draftsOf(context, reported(kind === 'operative' ? named(context, events) : events), kind);
}

/** The line of a report that names what was done: under a header or a label of its own, and short. */
const NAMING =
  /^(?:brief )?(?:op(?:eration)?s?|procedures?|surgery|operative procedures?|procedures? performed|operations? performed|name of (?:procedure|operation))\b/i;
const NAMING_LENGTH = 400;

/**
 * Where a report names the operation in a line of its own, its account gives details of that operation; other services of the account are
 * steps of it (CPT, Surgery guidelines; NCCI Policy Manual, chapter I, section B). Scopes and add-on services are told in the account.
 */
function named(context: ServiceContext, events: readonly ServiceEvent[]): readonly ServiceEvent[] {
  const inName = (event: ServiceEvent): boolean => {
    const segment = context.note.segments[event.segment] as Segment;
    const section = context.note.sections[segment.section];
    return (
      NAMING.test(segment.label) ||
      (section !== undefined &&
        NAMING.test(section.header) &&
        !/\b(?:note|report)\b/i.test(section.header) &&
        section.end - section.contentStart <= NAMING_LENGTH)
    );
  };
  const operations = events.filter((event) => inName(event) && (event.row.global === 90 || event.row.traits.has('operation')));
  if (operations.length === 0) return events;
  return events.filter(
    (event) =>
      inName(event) ||
      event.row.traits.has('addon') ||
      event.row.traits.has('endoscopy') ||
      operations.some((operation) => isCloser(event.row, operation.row)),
  );
}

function eventOf(
  context: ServiceContext,
  noteKind: NoteKind,
  row: ServiceRow,
  segment: Segment,
  number: number,
  { from, to, titled }: Hit<string>,
  nearby: () => number[],
): ServiceEvent | undefined {
  if (
    (row.from !== undefined || row.until !== undefined) &&
    !holdsOn({ from: row.from ? day(row.from) : undefined, until: row.until ? day(row.until) : undefined }, context.date)
  )
    return undefined;
  if (!billedHere(context, noteKind, row)) return undefined;
  if (row.unless.some((beginning) => context.diagnoses.some(({ code }) => code.startsWith(beginning)))) return undefined;
  const own = context.terms.sets[number] as ReadonlySet<string>;
  const { siteTerms } = context.tables;
  const found = (places: readonly number[], term: string): boolean => places.some((other) => saysOf(context, other, term));
  const stands = (term: string): boolean => {
    if (own.has(term)) return true;
    const isSite = siteTerms.has(term);
    if (isSite ? namesSite(context, own) : context.tables.objectTerms.has(term) && term !== 'fracture' && namesObject(context, row, own))
      return false;
    // Of two scopes in one report each keeps what is said after it, up to the other.
    const near = row.traits.has('endoscopy') ? nearby().filter((other) => underScope(context, row, other)) : nearby();
    if (found(near, term)) return true;
    if (row.traits.has('endoscopy') && near.length < nearby().length) return false;
    // A picture is of the place its own words name.
    if (isSite && row.traits.has('imaging')) return false;
    // What was treated and where may be said once, in the examination or the assessment.
    if (!isSite && !context.tables.objectTerms.has(term)) return false;
    if (isSite && nearby().some((other) => [...(context.terms.sets[other] ?? [])].some((near) => siteTerms.has(near)))) return false;
    return found(context.terms.telling, term);
  };
  for (const wanted of row.needs) if (!wanted.some((term) => own.has(term)) && !wanted.some(stands)) return undefined;
  for (const term of row.without)
    if (own.has(term) || (!siteTerms.has(term) && segmentOfReport(segment) && found(nearby(), term))) return undefined;
  const ownText = wordsOf(context.note, segment);
  const scopeText = (): string =>
    nearby()
      .map((other) => wordsOf(context.note, context.note.segments[other] as Segment))
      .join(' \n ');
  // A number belongs to the service its own sentence speaks of.
  const about = [row.anchor, ...row.needs].flat();
  const aboutText = (): string =>
    nearby()
      .filter((other) => about.some((term) => context.terms.sets[other]?.has(term)))
      .map((other) => wordsOf(context.note, context.note.segments[other] as Segment))
      .join(' \n ');
  const read = <T>(reader: (text: string) => T | undefined): T | undefined => reader(ownText) ?? reader(scopeText());
  if (!row.limits.every((limit) => holds(context, limit, read))) return undefined;
  const views = row.traits.has('imaging') ? viewsIn(ownText) : undefined;
  const reportTitle = noteKind === 'imaging-report' && (row.traits.has('imaging') || row.traits.has('split'));
  if (reportTitle) {
    if (titled === undefined && !isTitle(context, number)) return undefined;
  } else {
    const done = refusalOf(context, segment, from, to, doneKind(row), views !== undefined);
    // What stands under the name of a test is its result.
    if (done !== undefined && !(titled && done === 'no result')) return undefined;
  }
  const sides = row.traits.has('sided') || row.traits.has('digit') ? sidesOf(segment, row, ownText, context, nearby) : [];
  const needsSize = row.code.startsWith('ladder:') && row.by === 'size';
  const sizes = needsSize ? sizesOf(context, row, ownText, scopeText()) : [];
  const first = segment.tokens[from];
  const last = segment.tokens[to - 1];
  if (!first || !last) return undefined;
  return {
    row,
    segment: number,
    sides,
    size: !needsSize ? undefined : row.sum ? sizes[0] : (read(defectLength) ?? read(excisedDiameter) ?? sizes[0]),
    sizes,
    count: row.by === 'count' || row.units === 'count' ? (countIn(ownText) ?? countIn(aboutText())) : undefined,
    site: row.traits.has('site') ? siteOf(context, segment) : undefined,
    label: titled ? (context.note.sections[segment.section]?.header ?? '') : segment.label,
    listed: row.by === 'count' && (segment.form === 'item' || segment.form === 'heading') && namesSite(context, own) ? number : undefined,
    evidence: proofOf(context.note, segment),
  };
}

/** Whether terms name something treated that a row does not ask for, and more closely than by a broad word. */
function namesObject({ tables }: ServiceContext, row: ServiceRow, terms: ReadonlySet<string>): boolean {
  const asked = [row.anchor, ...row.needs].flat();
  for (const term of terms) if (tables.objectTerms.has(term) && !LOOSE_OBJECTS.has(term) && !asked.includes(term)) return true;
  return false;
}

function namesSite({ tables }: ServiceContext, terms: ReadonlySet<string>): boolean {
  for (const term of terms) if (tables.siteTerms.has(term)) return true;
  return false;
}

/** Whether the scope named last, in or before a segment, is that of a row; where none is named every scope may be meant. */
function underScope({ terms }: ServiceContext, row: ServiceRow, number: number): boolean {
  for (let i = number; i >= 0; i--) {
    const own = SCOPES.filter((scope) => terms.sets[i]?.has(scope));
    if (own.length === 0) continue;
    return own.some((scope) => row.anchor.includes(scope)) || !row.anchor.some((term) => (SCOPES as readonly string[]).includes(term));
  }
  return true;
}

/** A line of a list of films ("L wrist 3v: …" under "XR in office, read by me"): its views make it one of them. */
function listedFilm({ note, terms }: ServiceContext, number: number): Hit<string>[] {
  const segment = note.segments[number] as Segment;
  if (terms.sets[number]?.has('xray') || !LISTED_VIEWS.test(wordsOf(note, segment))) return [];
  for (let i = number - 1; i >= 0 && i >= number - FILMS; i--) {
    if (note.segments[i]?.section !== segment.section) return [];
    if (terms.sets[i]?.has('xray')) return [{ value: 'xray', from: 0, to: 1 }];
  }
  return [];
}

const LISTED_VIEWS = /^\W*(?:\w+\s+){1,4}\d\s?v(?:iews?)?\b/i;
/** Sentences back to which a list of films has its heading. */
const FILMS = 4;

/** Whether a segment names a term other than to say that it is absent or normal. */
function saysOf(context: ServiceContext, number: number, term: string): boolean {
  if (!context.terms.sets[number]?.has(term)) return false;
  const segment = context.note.segments[number] as Segment;
  const text = wordsOf(context.note, segment);
  if (FOUND_NORMAL.test(text)) return false;
  return (context.terms.hits[number] ?? []).some(
    (hit) =>
      hit.value === term && (hit.titled === true || !ABSENT.test(text.slice(0, (segment.tokens[hit.from]?.start ?? 0) - segment.start))),
  );
}

/** Lengths in the sentence, else around it, else where the wound or lesion is described. */
function sizesOf(context: ServiceContext, row: ServiceRow, own: string, around: string): number[] {
  for (const text of [own, around]) {
    const found = lengthsIn(text);
    if (found.length > 0) return found;
  }
  for (const i of context.terms.telling) {
    const terms = context.terms.sets[i];
    if (!row.needs.some((wanted) => wanted.some((term) => terms?.has(term) && context.tables.objectTerms.has(term)))) continue;
    const found = lengthsIn(wordsOf(context.note, context.note.segments[i] as Segment));
    if (found.length > 0) return found;
  }
  return [];
}

/** Objects so broad that a closer one may be named beside them. */
const LOOSE_OBJECTS: ReadonlySet<string> = new Set([
  'skin',
  'lesion',
  'laceration',
  'ear',
  'eye',
  'nose',
  'fracture',
  'nail',
  'femoral-neck',
]);
const SCOPES = ['colonoscopy', 'egd', 'sigmoidoscopy'] as const;
/** What is found normal was not treated. */
const FOUND_NORMAL = /\b(?:intact|normal|unremarkable|no evidence of|within normal)\b/i;
const ABSENT = /\b(?:no|without|negative for|free of)\s+(?:\w+\s+)?$/i;

function segmentOfReport(segment: Segment): boolean {
  return REPORT_KINDS.has(segment.kind);
}

function doneKind(row: ServiceRow): DoneKind {
  if (row.traits.has('counsel') || row.traits.has('each15') || row.traits.has('visit')) return 'counsel';
  if (row.traits.has('here')) return 'here';
  if (row.traits.has('imaging')) return 'imaging';
  return row.traits.has('test') ? 'test' : 'act';
}

/**
 * Whether the author of such a note bills a service of this kind: tests and images of emergency departments and hospital stays are
 * the facility's, and a hospital note speaks of procedures that others billed unless it is the report of one.
 */
function billedHere(context: ServiceContext, noteKind: NoteKind, row: ServiceRow): boolean {
  const { setting } = context;
  if (row.traits.has('visit')) return setting === 'office' || setting === 'outpatient';
  if (noteKind === 'imaging-report') return row.traits.has('imaging') || row.traits.has('split');
  // An operating room writes reports of its own; other notes remember operations or plan them.
  if (row.traits.has('operation') && noteKind !== 'operative' && setting !== 'inpatient') return false;
  const isTest = row.traits.has('test') || row.traits.has('imaging') || row.traits.has('here') || row.traits.has('each15');
  if (setting === 'inpatient')
    return (noteKind === 'operative' || context.note.sections.some(({ kind }) => kind === 'procedure')) && !isTest;
  // In observation too the hospital records the tests.
  if (setting === 'outpatient' && isTest && noteKind === 'visit' && /\bobservation\b/i.test(context.note.text.slice(0, HEAD))) return false;
  if (setting === 'ed') return !isTest || row.read !== undefined || row.traits.has('beside') || row.code === '99152';
  if (noteKind === 'operative') return !isTest || row.traits.has('beside') || (row.traits.has('imaging') && setting === 'office');
  return true;
}

/** The title of a report of images: what stands before its findings. */
function isTitle(context: ServiceContext, number: number): boolean {
  const segment = context.note.segments[number] as Segment;
  if (segment.kind === 'findings' || segment.kind === 'impression' || segment.kind === 'indication' || segment.kind === 'assessment')
    return false;
  return (
    !/comparison|prior|previous/i.test(context.note.sections[segment.section]?.header ?? '') &&
    !/^\s*comparison/i.test(wordsOf(context.note, segment))
  );
}

/** Segments whose words may belong to an event: a whole report, or the neighbours in the same section and under the same problem. */
function scopeOf(context: ServiceContext, segment: Segment, number: number): number[] {
  const out: number[] = [];
  const { segments } = context.note;
  const told = (one: Segment): boolean => REPORT_KINDS.has(one.kind) || (context.kind === 'operative' && leftSection(context, one));
  if (told(segment) || segment.section <= 0) {
    segments.forEach((other, i) => {
      if (
        i !== number &&
        (told(other) ||
          (other.kind === 'indication' && REPORT_KINDS.has(segment.kind)) ||
          (segment.section <= 0 && (context.kind === 'operative' ? other.section <= 0 : Math.abs(i - number) <= NEARBY)))
      )
        out.push(i);
    });
    return out.sort((a, b) => Math.abs(a - number) - Math.abs(b - number));
  }
  // What stands under a heading that names a service is its account.
  if (segment.form === 'heading')
    segments.forEach((other, i) => {
      if (i !== number && other.problem === number && other.section === segment.section) out.push(i);
    });
  if (out.length > 0) return out;
  for (let step = 1; step <= NEARBY + 1; step++)
    for (const i of [number - step, number + step]) {
      const other = segments[i];
      if (!other || other.section !== segment.section) continue;
      if (
        step <= NEARBY
          ? other.problem === segment.problem || segment.problem === undefined
          : other.problem === segment.problem && segment.problem !== undefined
      )
        out.push(i);
    }
  return out;
}

function holds(context: ServiceContext, limit: MeasureLimit, read: <T>(reader: (text: string) => T | undefined) => T | undefined): boolean {
  if (limit.measure === 'payer') return limit.value === 'medicare' && context.medicare;
  if (limit.measure === 'sex') return context.patient.sex === limit.value;
  const value = measured(context, limit.measure, read);
  if (value === undefined) return false;
  const bound = Number(limit.value);
  switch (limit.relation) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
  }
}

/** An adult unless the note says how old the patient is. */
const AGE_NOT_STATED = 40;

function measured(
  context: ServiceContext,
  measure: Exclude<Measure, 'payer' | 'sex'>,
  read: <T>(reader: (text: string) => T | undefined) => T | undefined,
): number | undefined {
  switch (measure) {
    case 'age':
      return context.patient.age ?? AGE_NOT_STATED;
    case 'weeks':
      return context.facts.gestation?.weeks;
    case 'size':
      return read((text) => lengthsIn(text)[0]);
    case 'count':
      return read(countIn);
    case 'views':
      return read(viewsIn);
    case 'muscles':
      return read(musclesIn);
    case 'minutes':
      return read(minutesIn);
  }
}

function sidesOf(segment: Segment, row: ServiceRow, text: string, context: ServiceContext, nearby: () => number[]): Side[] {
  const own = sidesIn(segment.tokens, context.note.text);
  const side = agreedSide(own);
  if (side) return [side];
  if (text.length === 0) return [];
  // The record of the procedure says on which side; the assessment may speak of both.
  if (!REPORT_KINDS.has(segment.kind)) {
    const recorded = agreedSide(
      context.note.segments.flatMap((other, i) =>
        other.kind === 'procedure' &&
        row.needs.flat().some((term) => context.tables.siteTerms.has(term) && context.terms.sets[i]?.has(term))
          ? sidesIn(other.tokens, context.note.text)
          : [],
      ),
    );
    if (recorded) return [recorded];
  }
  for (const other of nearby()) {
    const near = agreedSide(sidesIn((context.note.segments[other] as Segment).tokens, context.note.text));
    if (near) return [near];
  }
  const told = agreedSide(
    context.terms.telling.flatMap((other) => sidesIn((context.note.segments[other] as Segment).tokens, context.note.text)),
  );
  return told && told !== 'bilateral' ? [told] : [];
}

/** The joint an injection went into, so that two joints of one size count as two. */
function siteOf(context: ServiceContext, segment: Segment): string | undefined {
  const text = wordsOf(context.note, segment);
  return /\b(knee|shoulder|subacromial|glenohumeral|hip|trochanter\w*|elbow|wrist|ankle|cmc|mcp|pip|mtp)/i
    .exec(text)?.[1]
    ?.toLowerCase()
    .replace(/^(?:subacromial|glenohumeral)$/, 'shoulder')
    .replace(/^trochanter\w*$/, 'trochanter');
}

/** Leaves out what a closer description, a greater service or an intervention through the same scope includes. */
function reported(events: readonly ServiceEvent[]): ServiceEvent[] {
  const differ = (a: ServiceEvent, b: ServiceEvent): boolean =>
    a.sides.length > 0 && b.sides.length > 0 && agreedSide([...a.sides, ...b.sides]) !== a.sides[0];
  const closest = events.filter(
    (event) =>
      !events.some(
        (other) =>
          other !== event &&
          !other.row.traits.has('beside') &&
          isCloser(other.row, event.row) &&
          (other.segment === event.segment || !differ(event, other)) &&
          (!event.site || !other.site || event.site === other.site),
      ),
  );
  // The opening or inspection of a cavity is part of whatever else is done in it (NCCI Policy Manual, chapter I, section C).
  const base = (event: ServiceEvent): boolean =>
    event.row.traits.has('base') &&
    closest.some(
      (other) =>
        !other.row.traits.has('base') &&
        (event.row.traits.has('operation')
          ? other.row.global !== undefined && !other.row.traits.has('addon')
          : other.row.anchor.some((term) => event.row.anchor.includes(term))),
    );
  // The first splint or cast is part of the care of a fracture (CPT, Application of Casts and Strapping).
  const cared = closest.some((event) => event.row.traits.has('fracture'));
  const included = new Set(closest.flatMap((event) => event.row.over));
  return closest.filter(
    (event) =>
      !base(event) &&
      !(cared && event.row.traits.has('splint')) &&
      !(included.has(event.row.code) && !closest.some((other) => other.row === event.row && other.row.over.includes(event.row.code))),
  );
}

const OWN_READING = /\binterp\b|interpret|my read|read by me|independently/i;

/** One draft a code: repeated mentions are one service, two sides or two joints are two. */
function draftsOf(context: ServiceContext, events: readonly ServiceEvent[], noteKind: NoteKind): ServiceDraft[] {
  const groups = new Map<string, ServiceEvent[]>();
  for (const event of events) {
    const key = event.row.sum ?? (event.site ? `${event.row.code} ${event.site}` : event.row.code);
    const list = groups.get(key);
    if (list) list.push(event);
    else groups.set(key, [event]);
  }
  // A joint named without its name elsewhere is the same joint.
  for (const [key, list] of groups)
    if (
      list.every((event) => event.row.traits.has('site') && event.site === undefined) &&
      [...groups.keys()].some((other) => other !== key && other.startsWith(`${key} `))
    )
      groups.delete(key);
  const out: ServiceDraft[] = [];
  for (const list of groups.values()) out.push(...draftsOfGroup(context, list, noteKind));
  return out;
}

function draftsOfGroup(context: ServiceContext, events: readonly ServiceEvent[], noteKind: NoteKind): ServiceDraft[] {
  const [first] = events;
  if (!first) return [];
  const { row } = first;
  const side = agreedSide(events.flatMap((event) => event.sides));
  const evidence = unique(events.map((event) => event.evidence));
  const measure = row.by === 'count' ? countOf(events) : sizeOf(events);
  const base = {
    kind: kindOf(row),
    evidence,
    row,
    ...(side ? { sides: side === 'bilateral' ? (['right', 'left'] as const) : [side] } : {}),
    ...(row.reasons.length > 0 ? { reasons: row.reasons } : {}),
  };
  if (!row.code.startsWith('ladder:')) {
    const reading = row.read !== undefined && (context.setting === 'ed' || context.setting === 'inpatient') ? row.read : undefined;
    if (reading !== undefined && !events.some((event) => OWN_READING.test(`${event.label} ${event.evidence.text}`))) return [];
    return [
      { ...base, code: reading ?? row.code, units: unitsOf(row, events), because: [reading ? `${row.what}: reading alone` : row.what] },
    ];
  }
  const rung = context.tables.rung(row.code.slice('ladder:'.length), measure);
  if (!rung) return [];
  const said =
    measure === undefined
      ? `${row.by} not stated, lowest taken`
      : row.by === 'size'
        ? `${measure} cm${events.length > 1 && row.sum ? ' in all' : ''}`
        : `${measure} in all`;
  const out: ServiceDraft[] = [{ ...base, code: rung.code, units: 1, because: [row.what, said] }];
  if (rung.further && measure !== undefined && measure > rung.further.start)
    out.push({
      ...base,
      code: rung.further.code,
      units: Math.ceil((measure - rung.further.start) / rung.further.step),
      because: [`${row.what}: further`, said],
    });
  return noteKind === 'imaging-report' ? [] : out;
}

function kindOf(row: ServiceRow): ServiceKind {
  if (row.traits.has('visit')) return 'visit';
  if (row.traits.has('counsel')) return 'counsel';
  if (row.traits.has('imaging')) return 'imaging';
  return row.traits.has('test') ? 'test' : 'procedure';
}

/** Lengths of wounds of one class are added; of one lesion told twice the largest counts (CPT, Repair guidelines). */
function sizeOf(events: readonly ServiceEvent[]): number | undefined {
  const known = events.filter((event) => event.size !== undefined);
  if (known.length === 0) return undefined;
  if (!known[0]?.row.sum) return Math.max(...known.map((event) => event.size as number));
  const lengths: number[] = [];
  for (const event of known) {
    // The same length told again, in the examination and in the procedure, is the same wound.
    const several =
      event.sizes.length > 1 && /\b(?:and|lacerations|wounds)\b/i.test(event.evidence.text) ? event.sizes : [event.size as number];
    for (const length of several) if (!lengths.includes(length)) lengths.push(length);
  }
  return Math.round(lengths.reduce((sum, length) => sum + length, 0) * 100) / 100;
}

function countOf(events: readonly ServiceEvent[]): number | undefined {
  // Each entry of a list that names the service at a place of its own is one.
  const listed = events.filter((event) => event.listed !== undefined && event.count === undefined);
  const places = new Set(listed.map((event) => event.listed));
  if (places.size > 1 && events.every((event) => event.count === undefined)) return places.size;
  const counts = [...new Set(events.map((event) => event.count).filter((count) => count !== undefined))];
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function unitsOf(row: ServiceRow, events: readonly ServiceEvent[]): number {
  if (row.units === 'count') return countOf(events) ?? 1;
  if (row.units === 'blood')
    return Math.max(1, new Set(events.flatMap((event) => event.evidence.text.match(/\bunit\s*#?\s*\d+/gi) ?? [])).size);
  if (row.units === 'instruments')
    return new Set(
      events
        .flatMap(
          (event) =>
            event.evidence.text.match(/\b(?:phq|gad|vanderbilt|scared|epds|edinburgh|audit|asq|m-?chat|psc|swyc|acorn)/gi) ?? ['one'],
        )
        .map((name) => name.toLowerCase().replace('edinburgh', 'epds')),
    ).size;
  if (row.traits.has('each15')) return Math.max(1, Math.round((minutesIn(events[0]?.evidence.text ?? '') ?? 15) / 15));
  return row.units === undefined ? 1 : Number(row.units);
}

function unique(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<number>();
  return evidence.filter((item) => !seen.has(item.start) && seen.add(item.start)).slice(0, 4);
}
