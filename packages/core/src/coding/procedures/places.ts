import { tokenise } from '../../codesets/words.js';
import { ASSESSMENT_KINDS, type Segment, type StructuredNote } from '../../notes/structure.js';
import { type Stay, tellsStay } from './stay.js';

/**
 * Where a procedure is named: in the title of an operative note or a list of procedures, in the description of one, in an entry that
 * begins with its date, or elsewhere.
 */
export type Role = 'title' | 'narrative' | 'entry' | 'text';

/** A stretch of a note with what it is in the telling of procedures. */
export interface Place {
  readonly segment: Segment;
  readonly role: Role;
  /** Titles and descriptions of one occasion have one number; the rest of the note has none. */
  readonly occasion: number | undefined;
  /** False where its section tells of something else than this stay and nothing in its line says otherwise. */
  readonly told: boolean;
}

/** Sections that never tell what was done in this stay. */
const NEVER: ReadonlySet<string> = new Set([
  'pmh',
  'psh',
  'fh',
  'sh',
  'obhx',
  'meds',
  'allergies',
  'immunizations',
  'instructions',
  'followup',
  'plan',
  'orders',
  'indication',
  'preop-dx',
  'postop-dx',
  'ros',
  'consult-reason',
  'signature',
  'anesthesia',
  'specimen',
  'time',
]);
/** Sections that tell of it only where a line says when or where. */
const DATED_ONLY: ReadonlySet<string> = new Set([
  'problem-list',
  'exam',
  'vitals',
  'demographics',
  'cc',
  'disposition',
  'discharge-condition',
  'labs',
  'imaging',
  'results',
  'hpi',
  'subjective',
]);
const DESCRIBES: ReadonlySet<string> = new Set(['findings', 'technique', 'anesthesia']);
const NAMES_DIAGNOSES: ReadonlySet<string> = new Set(['discharge-dx', 'admit-dx']);
/** Sections of other people and forms: not read even for research. */
const NEVER_READ: ReadonlySet<string> = new Set(['fh', 'signature', 'demographics', 'instructions']);

const NARRATIVE_HEADER =
  /detail|descri|narrative|technique|course|implant|findings|record|operative (?:note|report)|delivery note|procedure note/i;
const DOCUMENT = /\b(?:summary|consult(?:ation)?|progress note|history and physical)\b/i;
/** A sentence, not a title: something was done to somebody. */
const NARRATIVE_WORDS =
  /\b(?:was|were|is|are|had|then|patient|informed consent|lies|advanced|showed|revealed|noted|demonstrated|inserted|introduced|identified|tolerated)\b|^(?:the|after|under general|we|it|this|there|once|using|next|attention)\b/i;
const DATE_FIRST = /^\W*(?:on\s+|hd\s*#?\s*)?\d{1,2}\/\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/%])(?:\s*[-–:]\s*\d{1,2}\/\d{1,2})?\b/i;
const LABEL = /^\W*([A-Z][^:\n.]{1,90})(?::|\.(?=\s)|\s[-–—](?=\s))/;
const SHOUTED = /^[^a-z]{3,}$/;
const OPERATIVE =
  /\b(?:procedures?|operations?|surger(?:y|ies)|op(?:erative)? (?:note|report)|findings|technique|interventions?|cath(?:eterization)?)\b/i;
const HAS_DATE = /\b\d{1,2}\/\d{1,2}\b|\bday \d|\bpod ?#?\d|\bhd ?#?\d/i;

/** The stretches of a note that may tell procedures, in its order. */
export function placesOf(note: StructuredNote, billing: boolean, stay: Stay): Place[] {
  const out: Place[] = [];
  let section = -1;
  let line = -1;
  let described = false;
  let occasions = 0;
  let occasion: number | undefined;
  /** What the line a segment stands in is. */
  let mode: 'section' | 'entry' | 'text' | 'operative' = 'section';
  let labelTold = false;
  let label = '';
  const textOf = ({ start, end }: Segment): string => note.text.slice(start, end);
  const begin = (): number => ++occasions;
  for (const segment of pieces(note, billing)) {
    const { header = '' } = note.sections[segment.section] ?? {};
    const newSection = segment.section !== section;
    if (newSection) {
      section = segment.section;
      line = -1;
      label = '';
      mode = 'section';
      described = NARRATIVE_HEADER.test(header);
      if (segment.kind === 'procedure') {
        if (DOCUMENT.test(header) && billing) mode = 'text';
        else if (occasion === undefined || HAS_DATE.test(header)) occasion = begin();
      }
    }
    const newLine = billing && (newSection || (segment.line !== line && atLineStart(note.text, segment.start))) && segment.form !== 'item';
    if (segment.line !== line && billing) {
      line = segment.line;
      const whole = wholeLine(note.text, segment.start);
      label = (LABEL.exec(whole)?.[1] ?? '').trim() || segment.label;
      labelTold = tellsStay(label, stay);
    }
    const told = labelTold || !DATED_ONLY.has(segment.kind) || tellsStay(textOf(segment), stay);
    if (newLine) {
      const whole = wholeLine(note.text, segment.start);
      if (DATE_FIRST.test(whole) && !NEVER.has(segment.kind) && tellsStay(DATE_FIRST.exec(whole)?.[0] ?? '', stay)) {
        mode = 'entry';
        occasion = begin();
      } else if (segment.kind === 'procedure' && !newSection) {
        if (mode === 'entry' || (SHOUTED.test(label) && !OPERATIVE.test(label) && !startsTitle(whole))) {
          mode = 'text';
          occasion = undefined;
        } else if (OPERATIVE.test(label) && HAS_DATE.test(label)) {
          mode = 'section';
          described = false;
          occasion = begin();
        }
      } else if (segment.kind !== 'procedure' && !DESCRIBES.has(segment.kind) && !NAMES_DIAGNOSES.has(segment.kind)) {
        if (OPERATIVE.test(label) && (SHOUTED.test(label.replace(/\bby\b.*|\bday\b.*/i, '').trim()) || HAS_DATE.test(label))) {
          mode = 'operative';
          described = /finding|technique|report|note/i.test(label);
          if (occasion === undefined || HAS_DATE.test(label)) occasion = begin();
        } else if (HAS_DATE.test(label) && tellsStay(label, stay) && !NEVER.has(segment.kind)) {
          mode = 'entry';
          occasion = begin();
        } else if (mode !== 'section') mode = 'text';
      }
    }
    const role = ((): Role => {
      if (mode === 'entry') return 'entry';
      if (mode === 'text') return 'text';
      if (mode === 'section') {
        if (segment.kind === 'findings' || segment.kind === 'technique') return 'narrative';
        if (segment.kind !== 'procedure') return 'text';
      }
      if (segment.form === 'sentence' && (segment.tokens.length > 60 || NARRATIVE_WORDS.test(textOf(segment)))) described = true;
      return described && segment.form === 'sentence' ? 'narrative' : 'title';
    })();
    // The heading of a problem and a list of diagnoses name what was done before or is told elsewhere.
    const named =
      role === 'text' &&
      ((NAMES_DIAGNOSES.has(segment.kind) && (segment.label === '' || !tellsStay(textOf(segment), stay))) ||
        (segment.form === 'heading' && ASSESSMENT_KINDS.has(segment.kind)));
    const readable = billing
      ? !named && !NEVER.has(segment.kind) && (role !== 'text' || told) && (segment.kind !== 'technique' || role !== 'narrative')
      : !NEVER_READ.has(segment.kind);
    out.push({ segment, role, occasion: role === 'text' ? undefined : occasion, told: readable });
  }
  return out;
}

/** Segments, those of procedures by lines, with the headers of sections of procedures that name one themselves. */
function pieces(note: StructuredNote, billing: boolean): Segment[] {
  let section = -1;
  return note.segments.flatMap((segment) => {
    const first = segment.section !== section;
    section = segment.section;
    const own = segment.kind === 'procedure' ? lines(note.text, segment) : [segment];
    const { header, start, contentStart } = note.sections[section] ?? { header: '', start: 0, contentStart: 0 };
    if (!first || !billing || !HAS_DATE.test(header) || NEVER.has(segment.kind)) return own;
    const tokens = tokenise(note.text.slice(start, contentStart)).map((token) => ({
      ...token,
      start: token.start + start,
      end: token.end + start,
    }));
    return [{ ...segment, start, end: contentStart, form: 'heading' as const, tokens }, ...own];
  });
}

/** The lines of a segment: titles stand each on a line of its own, without a full stop. */
function lines(text: string, segment: Segment): Segment[] {
  const out: Segment[] = [];
  let start = segment.start;
  for (const match of text.slice(segment.start, segment.end).matchAll(/\n\s*(?=["(]?[A-Z0-9])|$/g)) {
    const end = segment.start + match.index;
    const tokens = segment.tokens.filter((token) => token.start >= start && token.end <= end);
    if (tokens.length > 0) out.push({ ...segment, start, end, tokens });
    start = end;
  }
  return out;
}

function wholeLine(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(start, end < 0 ? text.length : end);
}

/** Nothing but a mark, a number or a label stands before it in its line. */
function atLineStart(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*(?:[-*•#]|\(?\d{1,2}[.)]|\(?[a-z][.)])?\s*$/i.test(before) || /^[^.]{0,70}[:–-]\s*$/.test(before);
}

/** A line in capitals throughout is a title, not a label. */
function startsTitle(line: string): boolean {
  return !/[a-z]{3}/.test(line);
}
