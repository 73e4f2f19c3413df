import type { Lexicon } from '../codesets/lexicon.js';
import { EditDistance } from '../codesets/myers.js';
import { type Token, tokenise } from '../codesets/words.js';
import type { Note } from '../model/note.js';
import { type ImpliedSection, impliedAssessment } from './implied-assessment.js';

type AuthorRole = NonNullable<Note['authorRole']>;

/** Kinds of section of a clinical note. */
export const SECTION_KINDS = [
  'cc',
  'hpi',
  'subjective',
  'ros',
  'pmh',
  'psh',
  'problem-list',
  'meds',
  'allergies',
  'fh',
  'sh',
  'obhx',
  'immunizations',
  'vitals',
  'exam',
  'labs',
  'imaging',
  'results',
  'procedure',
  'findings',
  'preop-dx',
  'postop-dx',
  'assessment',
  'impression',
  'plan',
  'ap',
  'course',
  'admit-dx',
  'discharge-dx',
  'discharge-condition',
  'disposition',
  'instructions',
  'followup',
  'indication',
  'technique',
  'specimen',
  'anesthesia',
  'consult-reason',
  'addendum',
  'signature',
  'demographics',
  'time',
  'orders',
  'copied',
  'other',
  'none',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Sections that name what was assessed. */
export const ASSESSMENT_KINDS: ReadonlySet<SectionKind> = new Set([
  'assessment',
  'impression',
  'ap',
  'admit-dx',
  'discharge-dx',
  'postop-dx',
]);

/** A section of a note: its header as written (empty before the first) and the extent of header and content. */
export interface Section {
  readonly kind: SectionKind;
  readonly header: string;
  readonly start: number;
  /** Where the content begins, after the header. */
  readonly contentStart: number;
  readonly end: number;
}

/**
 * A piece of text that is read as one: a problem heading, a list item or a sentence. Offsets into the text as received.
 */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Position in the list of sections. */
  readonly section: number;
  readonly kind: SectionKind;
  readonly form: 'heading' | 'item' | 'sentence';
  /** The problem heading it stands under: its position in the list of segments; a heading names itself. */
  readonly problem: number | undefined;
  /** A label such as `Medical Treatment:` or `Plan:` at its beginning, folded. */
  readonly label: string;
  readonly line: number;
  readonly tokens: readonly Token[];
  /** Who wrote it, when an encounter has documents of several authors. */
  readonly author?: AuthorRole;
}

/** Where a document of the text begins, and who wrote it. */
export interface DocumentStart {
  readonly start: number;
  readonly author?: AuthorRole | undefined;
}

export interface StructuredNote {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly segments: readonly Segment[];
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

const BULLET = /^(?:[-–—*•◦▪●○■□·>+o]\s+|[-–—*•◦▪●○■□·]+(?=\p{L}))/u;
const NUMBER =
  /^(?:#\s*\d{0,2}[.):]?\s*|\(?\d{1,2}[.)](?!\d)\s*|\d{1,2}\s*[-–:]\s+|[a-z][.)]\s+|(?:First|Second|Third|Fourth|Fifth|Sixth)(?:ly)?,\s+)/;
/** Lists by capital letters ("A. … B. …"), where the note has the first two of them: "C. difficile" alone is no list. */
const LETTER = /^[A-H][.)]\s+(?=[A-Z])/;
const LETTERED = /^\s*A[.)]\s+[A-Z][\s\S]*^\s*B[.)]\s+[A-Z]/m;

/** Section headers by their words, from the lexicon. */
export class HeaderTable {
  private readonly kinds = new Map<string, SectionKind>();
  /** Long words of headers, in which a slip of one letter is still recognised ("Assesment / Plan"). */
  private readonly words = new Set<string>();
  private readonly slips = new Map<string, string | undefined>();

  constructor(lexicon: Lexicon) {
    for (const row of lexicon.rows('sections')) {
      const header = row['header'] as string;
      const kind = row['kind'] as SectionKind;
      if (/^[a-z]:$/.test(header)) this.kinds.set(header, kind);
      else this.kinds.set(headerKey(header), kind);
      for (const word of headerKey(header).split(' ')) if (word.length >= SPELLED_FROM) this.words.add(word);
    }
  }

  /** The kind a header opens; `colon` says that a colon followed it. */
  kind(header: string, colon: boolean): SectionKind | undefined {
    const key = headerKey(header);
    if (key === '') return undefined;
    if (key.length === 1) return colon ? this.kinds.get(`${key}:`) : undefined;
    return this.kinds.get(key) ?? (colon ? this.kinds.get(this.spelled(key)) : undefined);
  }

  /** A header with its long words spelled as headers have them. */
  private spelled(key: string): string {
    return key
      .split(' ')
      .map((word) => (word.length < SPELLED_FROM || this.words.has(word) ? word : (this.slip(word) ?? word)))
      .join(' ');
  }

  private slip(word: string): string | undefined {
    if (!this.slips.has(word)) {
      const distance = new EditDistance(word);
      const right = [...this.words].find(
        (known) => known[0] === word[0] && Math.abs(known.length - word.length) <= 1 && distance.to(known, 1) <= 1,
      );
      if (this.slips.size < MOST_SLIPS) this.slips.set(word, right);
      return right;
    }
    return this.slips.get(word);
  }

  /**
   * The kind of a header that no list has as it stands, by its words once dates and remarks are taken off. Only for what is set as a
   * header: before a colon, or in capitals on a line of its own.
   */
  guess(header: string): SectionKind | undefined {
    if (COPIED.test(header)) return 'copied';
    const bare = bareHeader(header) || header.trim();
    if (bare === '' || bare.split(' ').length > 6 || /[.;?]/.test(bare)) return undefined;
    const known = this.kind(bare, true);
    if (known !== undefined || !ANY_HEADER_WORD.test(bare)) return known;
    return HEADER_WORDS.find(({ when }) => when.test(bare))?.kind;
  }
}

/** From this length on a word of a header may be misspelled; how many misspellings are remembered. */
const SPELLED_FROM = 7;
const MOST_SLIPS = 5000;

/** What dates, places and remarks add to a header: "Exam on day of discharge (Dr. A.)", "PMH 10/24". */
const HEADER_REMARK =
  /\([^()]*\)|\b\d{1,2}\/\d{1,2}(?:\/\d{2,4})?\b|\b(?:at|on|upon) (?:d\/c|dc|discharge|transfer|arrival|admission|day of discharge)\b|\b(?:today|this visit|final|initial|current)\b/gi;
/** Text that was brought over from elsewhere says nothing of this encounter. */
const COPIED =
  /\b(?:copied|copy|carried (?:forward|over)|auto-?populated|pasted|imported|template|pre-?populated|from (?:the )?(?:chart|old chart))\b/i;

/** Words that tell the kind of a header no list has; the first that fits decides. */
const HEADER_WORDS: readonly { readonly when: RegExp; readonly kind: SectionKind }[] = [
  { when: /\b(?:pre-?op\w*|before)\b.*\b(?:dx|diagnos[ie]s)\b|^pre-?op(?:erative)?$/i, kind: 'preop-dx' },
  {
    when: /\b(?:post-?op\w*)\b.*\b(?:dx|diagnos[ie]s)\b|\b(?:dx|diagnos[ie]s)\b.*\b(?:pre|before)\b.*\b(?:post|after)\b|^post-?op(?:erative)?$/i,
    kind: 'postop-dx',
  },
  {
    when: /\b(?:admi\w*|presenting|working|provisional)\b.*\b(?:dx|diagnos[ie]s|problems?)\b|\b(?:dx|diagnos[ie]s)\b.*\b(?:adm|admission)\b/i,
    kind: 'admit-dx',
  },
  {
    when: /\b(?:d\/?c|disch\w*|final|principal|primary|secondary|other|additional|rehab\w*|transfer|hospital)\b.*\b(?:dx|diagnos[ie]s)\b|\b(?:dx|diagnos[ie]s)\b.*\b(?:d\/?c|discharge|transfer)\b|^(?:principal|secondary)$/i,
    kind: 'discharge-dx',
  },
  { when: /\b(?:dx|diagnos[ie]s)\b/i, kind: 'assessment' },
  { when: /^(?:imp|impressions?)\b/i, kind: 'impression' },
  { when: /\bassessment\b.*\b(?:plan|course)\b/i, kind: 'ap' },
  { when: /\bassessment\b/i, kind: 'assessment' },
  {
    when: /\b(?:problems? (?:addressed|managed)|comorbidities (?:managed|addressed)|separate problem|medical issues)\b/i,
    kind: 'assessment',
  },
  { when: /\bproblem list\b/i, kind: 'problem-list' },
  { when: /\b(?:course|by problem|problem based|events)\b|^medical$/i, kind: 'course' },
  { when: /\b(?:ros|review of systems)\b/i, kind: 'ros' },
  { when: /\b(?:exam|examination|pe|mse|mental status)\b/i, kind: 'exam' },
  { when: /\b(?:vitals?|vs)\b/i, kind: 'vitals' },
  { when: /\b(?:meds?|medications?)\b|^(?:home on|takes)$/i, kind: 'meds' },
  { when: /\ballerg(?:y|ies)\b/i, kind: 'allergies' },
  { when: /\b(?:fhx?|family)\b/i, kind: 'fh' },
  { when: /\b(?:shx?|social)\b/i, kind: 'sh' },
  { when: /\b(?:psh|surgical history)\b/i, kind: 'psh' },
  { when: /\b(?:pmhx?|past|medical history|comorbidities)\b|^(?:hx|history)$/i, kind: 'pmh' },
  { when: /\b(?:hpi|history of present|interval|reason|why admitted|presenting|on arrival)\b/i, kind: 'hpi' },
  { when: /\b(?:planned|scheduled|next|follow[- ]?up|due)\b/i, kind: 'plan' },
  { when: /\b(?:operation|procedures?|proc|surgery|operative|op note|technique|description|details|repair)\b/i, kind: 'procedure' },
  { when: /\b(?:labs?|pathology|path|bmp|cbc|urine|results?|lipids)\b/i, kind: 'labs' },
  { when: /^(?:\w+ )?(?:ct|mri|xr|x-?rays?|cxr|us|ultrasound|echo|cath|ekg|ecg|imaging|renal us)(?: \w+){0,2}$/i, kind: 'imaging' },
  { when: /\bplan\b/i, kind: 'plan' },
  { when: /\binstructions?\b/i, kind: 'instructions' },
  { when: /\btime\b/i, kind: 'time' },
  { when: /\baddendum\b/i, kind: 'addendum' },
];

/** Any of them, so that one look tells that a line has none. */
const ANY_HEADER_WORD = new RegExp(HEADER_WORDS.map(({ when }) => when.source).join('|'), 'i');

/** A header without what dates and remarks add to it. */
function bareHeader(header: string): string {
  return header
    .replace(HEADER_REMARK, ' ')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .replace(/^[\s\-–:]+|[\s\-–:]+$/g, '');
}

function headerKey(header: string): string {
  return tokenise(header)
    .map((token) => token.word)
    .join(' ');
}

/**
 * Divides a note into sections and these into headings, items and sentences. Pure; linear in the text.
 * @param documents where documents begin in a text of several; sections end where a document ends
 */
export function structureNote(text: string, headers: HeaderTable, documents: readonly DocumentStart[] = []): StructuredNote {
  const lineHeaders = new LineHeaders(text, headers);
  const begins = new Set(documents.map(({ start }) => start));
  let lines = unwrapped(
    linesOf(text)
      .flatMap((line) => atInlineHeaders(line, text, headers))
      .flatMap((line) => atInlineNumbers(line, text)),
    text,
    lineHeaders,
  );
  const openings = new Set(lines.map((line) => headerOfLine(line, text, lineHeaders)?.kind));
  let implied: ReadonlyMap<number, ImpliedSection<SectionKind>> = new Map();
  if (![...openings].some((kind) => kind !== undefined && NAMES_DIAGNOSES.has(kind)))
    ({ lines, sections: implied } = impliedAssessment(lines, text, headers, openings.has('plan')));
  const lettered = LETTERED.test(text);
  const sections: Section[] = [];
  const drafts: Omit<Segment, 'problem' | 'tokens'>[] = [];
  let section: { kind: SectionKind; header: string; start: number; contentStart: number } = {
    kind: 'none',
    header: '',
    start: 0,
    contentStart: 0,
  };
  const closeSection = (end: number): void => {
    if (section.header !== '' || end > section.start) sections.push({ ...section, end });
  };
  // Whether each line so far in an assessment has begun with the name of its problem.
  let leads = false;
  let paragraph: { start: number; end: number; number: number } | undefined;
  const flush = (): void => {
    if (!paragraph) return;
    for (const sentence of sentences(text, paragraph.start, paragraph.end)) {
      drafts.push({ ...sentence, section: sections.length, kind: section.kind, form: 'sentence', label: '', line: paragraph.number });
    }
    paragraph = undefined;
  };
  for (const line of lines) {
    const raw = text.slice(line.start, line.end);
    const trimmedStart = line.start + (raw.length - raw.trimStart().length);
    let start = trimmedStart;
    const end = line.start + raw.trimEnd().length;
    if (line.start > 0 && begins.has(line.start)) {
      flush();
      closeSection(line.start);
      section = { kind: 'none', header: '', start: line.start, contentStart: line.start };
    }
    if (start >= end) {
      flush();
      continue;
    }
    const header = implied.get(start) ?? lineHeaders.at(start, end);
    const listed = header && ASSESSMENT_KINDS.has(header.kind) ? diagnosesInLine(text, header.contentStart, end) : undefined;
    if (header) {
      flush();
      closeSection(line.start);
      section = { kind: header.kind, header: text.slice(start, header.end).trim(), start: line.start, contentStart: header.contentStart };
      leads = ASSESSMENT_KINDS.has(header.kind);
      if (header.contentStart >= end) continue;
      start = header.contentStart;
    }
    if (listed) {
      const base = { section: sections.length, kind: section.kind, label: '', line: line.number };
      for (const extent of listed.diagnoses) drafts.push({ ...extent, ...base, form: 'heading' });
      for (const sentence of sentences(text, listed.end, end)) drafts.push({ ...sentence, ...base, form: 'sentence' });
      continue;
    }
    let rest = text.slice(start, end);
    let marked = false;
    const bullet = BULLET.exec(rest);
    if (bullet) {
      start += bullet[0].length;
      marked = true;
      rest = text.slice(start, end);
    }
    const number = NUMBER.exec(rest) ?? (lettered ? LETTER.exec(rest) : null);
    if (number && number[0].length < rest.length) {
      start += number[0].length;
      marked = true;
      rest = text.slice(start, end);
    }
    const numbered = Boolean(number);
    const label = labelOf(rest);
    const diagnosisPlace = isDiagnosisPlace(section.kind);
    const split =
      diagnosisPlace && label === ''
        ? (headingSplit(rest, numbered, marked, section.kind) ?? (marked || paragraph || !leads ? undefined : leadOf(rest)))
        : undefined;
    if (leads && !paragraph && diagnosisPlace) leads = split !== undefined && !marked;
    if (split !== undefined) {
      flush();
      drafts.push({
        start,
        end: start + split,
        section: sections.length,
        kind: section.kind,
        form: marked && !numbered ? 'item' : 'heading',
        label,
        line: line.number,
      });
      const after = start + split;
      const tail = text.slice(after, end);
      const skip = /^[\s:.–—-]*/.exec(tail)?.[0].length ?? 0;
      if (after + skip < end)
        for (const sentence of sentences(text, after + skip, end))
          drafts.push({ ...sentence, section: sections.length, kind: section.kind, form: 'sentence', label: '', line: line.number });
      continue;
    }
    if (marked || label !== '') {
      flush();
      paragraph = { start, end, number: line.number };
      const labelled = label === '' ? 0 : rest.indexOf(':') + 1;
      const from = start + labelled + (/^\s*/.exec(text.slice(start + labelled, end))?.[0].length ?? 0);
      paragraph = undefined;
      if (from < end) {
        const pieces = sentences(text, from, end);
        pieces.forEach((sentence) => {
          drafts.push({
            ...sentence,
            section: sections.length,
            kind: section.kind,
            form: marked && label === '' && pieces.length === 1 ? 'item' : 'sentence',
            label,
            line: line.number,
          });
        });
      }
      continue;
    }
    if (paragraph && continues(text, paragraph, start)) paragraph.end = end;
    else {
      flush();
      paragraph = { start, end, number: line.number };
    }
  }
  flush();
  closeSection(text.length);
  return { text, sections, segments: attach(drafts, text, documents) };
}

/** Gives each segment its problem heading and its tokens. */
function attach(drafts: readonly Omit<Segment, 'problem' | 'tokens'>[], text: string, documents: readonly DocumentStart[]): Segment[] {
  let problem: number | undefined;
  let section = -1;
  let headed = false;
  return drafts.map((draft, i) => {
    if (draft.section !== section) {
      section = draft.section;
      problem = undefined;
      headed = false;
    }
    // A bulleted line under a plain heading of its section belongs to that heading; without one it is a problem itself.
    if (draft.form === 'heading' || (draft.form === 'item' && isDiagnosisPlace(draft.kind) && !headed)) problem = i;
    if (draft.form === 'heading') headed = true;
    const author = documents.findLast((document) => document.start <= draft.start)?.author;
    return { ...draft, problem, tokens: tokenise(text, draft.start, draft.end), ...(author === undefined ? {} : { author }) };
  });
}

function isDiagnosisPlace(kind: SectionKind): boolean {
  return (
    ASSESSMENT_KINDS.has(kind) ||
    kind === 'plan' ||
    kind === 'problem-list' ||
    kind === 'pmh' ||
    kind === 'preop-dx' ||
    kind === 'course' ||
    kind === 'consult-reason'
  );
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let number = 1;
  for (let i = 0; i <= text.length; i++) {
    const c = text.charCodeAt(i);
    if (i === text.length || c === 10 || c === 13 || c === 0x2028 || c === 0x2029 || c === 12) {
      lines.push({ start, end: i, number });
      if (c === 13 && text.charCodeAt(i + 1) === 10) i++;
      start = i + 1;
      number++;
    }
  }
  return lines;
}

/** A header in capitals within a line: dictated notes come as one long line, with the gap that once was a line break. */
const INLINE_HEADER = /(?<=\s{2}|[.:]\s)[A-Z][A-Z/&]+(?: [A-Z/&]+){0,5}(?=:)/g;

/** Kinds whose headers are also names of studies a sentence may begin with. */
const STUDY_KINDS: ReadonlySet<SectionKind> = new Set(['imaging', 'labs', 'results', 'findings']);

function atInlineHeaders(line: Line, text: string, headers: HeaderTable): Line[] {
  const content = text.slice(line.start, line.end);
  if (!content.includes(':')) return [line];
  const cuts: number[] = [];
  // "CT: stone at the left ureter." within a paragraph is a sentence of it; a dictated note has headers of other kinds too.
  let isDictated = false;
  for (const match of content.matchAll(INLINE_HEADER)) {
    const kind = content.slice(0, match.index).trim() === '' ? undefined : headers.kind(match[0], true);
    if (kind === undefined) continue;
    cuts.push(line.start + match.index);
    isDictated ||= !STUDY_KINDS.has(kind) || /\s{2}$/.test(content.slice(0, match.index));
  }
  if (!isDictated) return [line];
  return [line.start, ...cuts].map((start, i) => ({ start, end: cuts[i] ?? line.end, number: line.number }));
}

/** Numbers and ordinals of a list that goes on within a line. */
const INLINE_NUMBER =
  /(?<=^|[:.;,)\]]\s+|\s{2})(?:\(?(\d{1,2})[.)](?=\s+[A-Za-z?])|(First|Second|Third|Fourth|Fifth|Sixth)(?:ly)?,(?=\s))/g;
/** The same behind a bare word, where the line is a list from its beginning: "A: 1. Asthma 2. Eczema". */
const BARE_NUMBER = /(?<=[a-z)]\s)\(?(\d)[.)](?=\s+[A-Z])|(?<=^|[:.;,)\]]\s+|\s{2})\(?(\d{1,2})[.)](?=\s+[A-Za-z?])/g;
const LIST_FROM_THE_START = /^\s*(?:[A-Za-z][A-Za-z &/]{0,30}:\s*)?\(?1[.)]\s/;
const ORDINALS: readonly string[] = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'];

/** A list within a line ("Impression: 1. Asthma. 2. Eczema.") as the lines it would be, when its numbers follow one another from one. */
function atInlineNumbers(line: Line, text: string): Line[] {
  const content = text.slice(line.start, line.end);
  if (!/\b(?:1[.)]|First)/.test(content)) return [line];
  const cuts: number[] = [];
  let next = 1;
  const bare = LIST_FROM_THE_START.test(content);
  for (const match of content.matchAll(bare ? BARE_NUMBER : INLINE_NUMBER)) {
    const value = Number(match[1] ?? (bare ? match[2] : undefined)) || ORDINALS.indexOf(match[2] as string) + 1;
    if (value !== next) continue;
    next++;
    // The first stays with the header before it.
    if (value > 1) cuts.push(line.start + match.index);
  }
  if (cuts.length === 0) return [line];
  return [line.start, ...cuts].map((start, i) => ({ start, end: cuts[i] ?? line.end, number: line.number }));
}

/** Words a line does not end on. */
// A capital A that ends a line is a type ("Influenza A"), no article.
const OPEN_END =
  /(?:,|\b(?:[Aa]nd|AND|[Oo]r|OR|[Oo]f|OF|[Ww]ith|WITH|[Tt]he|THE|a|an|[Ff]or|FOR|to|if|in|on|at|by|from|due|as|than|that|which|is|was|not|no))$/;
/** A line that begins the story with the patient's age and sex: "69M, CAD with …". */
const PRESENTS = /^\d{1,3} ?-?(?:[MF]\b|(?:y\/?o|yrs?|years?)\b)/i;
/** A line of a log: it begins with a time of day. */
const LOG_LINE = /^\s*(?:(?:[01]?\d|2[0-3]):[0-5]\d|(?:[01]\d|2[0-3])[0-5]\d)\s{1,3}\S/;
/** Lines from this length on may have been broken by the width of the page. */
const PAGE_WIDTH = 50;

/** Joins a line that goes on with the one before it: wrapped at the width of the page, or left open by its last word. */
function unwrapped(lines: readonly Line[], text: string, headers: LineHeaders): Line[] {
  const out: Line[] = [];
  for (const line of lines) {
    const before = out.at(-1);
    const content = text.slice(line.start, line.end).trim();
    if (before !== undefined && content !== '') {
      const last = text.slice(before.start, before.end).trim();
      const broken =
        last !== '' &&
        !/[.!?:;]$/.test(last) &&
        (OPEN_END.test(last) ||
          (/^[a-z0-9(]/.test(content) && last.length >= PAGE_WIDTH) ||
          (/^[a-z]/.test(content) && last.length >= PAGE_WIDTH - 10));
      const start = line.start + (text.slice(line.start, line.end).length - text.slice(line.start, line.end).trimStart().length);
      if (
        broken &&
        !BULLET.test(content) &&
        !NUMBER.test(content) &&
        !LOG_LINE.test(content) &&
        !PRESENTS.test(content) &&
        labelOf(content) === '' &&
        !headers.at(start, start + content.length)
      ) {
        out[out.length - 1] = { ...before, end: line.end };
        continue;
      }
    }
    out.push(line);
  }
  return out;
}

/** Sections that say what the encounter was for; a note with one of them implies no other. */
const NAMES_DIAGNOSES: ReadonlySet<SectionKind> = new Set([...ASSESSMENT_KINDS, 'course', 'preop-dx', 'copied']);

function headerOfLine(line: Line, text: string, headers: LineHeaders): LineHeader | undefined {
  const raw = text.slice(line.start, line.end);
  const start = line.start + (raw.length - raw.trimStart().length);
  const end = line.start + raw.trimEnd().length;
  return start < end ? headers.at(start, end) : undefined;
}

/** The headers at the beginning of the lines of a text; each is looked for once, though several steps ask for it. */
class LineHeaders {
  private readonly text: string;
  private readonly headers: HeaderTable;
  private readonly known = new Map<number, { readonly end: number; readonly header: LineHeader | undefined }>();

  constructor(text: string, headers: HeaderTable) {
    this.text = text;
    this.headers = headers;
  }

  at(start: number, end: number): LineHeader | undefined {
    const known = this.known.get(start);
    if (known?.end === end) return known.header;
    const header = headerOf(this.text, start, end, this.headers);
    this.known.set(start, { end, header });
    return header;
  }
}

interface LineHeader {
  readonly kind: SectionKind;
  readonly end: number;
  readonly contentStart: number;
}

/** A section header at the beginning of a line: the whole line, or the words before a colon or a dash. */
function headerOf(text: string, start: number, end: number, headers: HeaderTable): LineHeader | undefined {
  const line = text.slice(start, end);
  const stripped = line.replace(/^[*_#=\-\s]+/, '');
  const lead = line.length - stripped.length;
  const colon = stripped.indexOf(':');
  if (colon > 0 && colon < 60) {
    const kind = headers.kind(stripped.slice(0, colon), true);
    if (kind) {
      const after = start + lead + colon + 1;
      const skip = /^[\s*_]*/.exec(text.slice(after, end))?.[0].length ?? 0;
      return { kind, end: start + lead + colon, contentStart: after + skip };
    }
    const head = stripped.slice(0, colon);
    const guessed = BODY_SYSTEM.test(head) ? undefined : headers.guess(head);
    const isRemark = labelOf(`${head}:`) !== '' || !/^[A-Z]/.test(head);
    if (guessed && (!isRemark || UNMISTAKABLE.has(guessed))) {
      const after = start + lead + colon + 1;
      const skip = /^[\s*_]*/.exec(text.slice(after, end))?.[0].length ?? 0;
      return { kind: guessed, end: start + lead + colon, contentStart: after + skip };
    }
  }
  const dictated = DICTATED.exec(stripped);
  const spoken = dictated ? headers.kind(dictated[1] as string, true) : undefined;
  if (dictated && spoken) {
    const after = start + lead + dictated[0].length;
    return { kind: spoken, end: start + lead + (dictated[1] as string).length, contentStart: after };
  }
  if (stripped.length > 60) return undefined;
  const whole = stripped.replace(/[\s:*_=.-]+$/, '');
  const kind =
    whole === ''
      ? undefined
      : (headers.kind(whole, stripped.trimEnd().endsWith(':')) ?? remarked(whole, headers) ?? guessedLine(whole, headers));
  if (!kind) return undefined;
  // A lower-case word alone on its line is prose; a header begins with a capital or is marked up.
  if (!/^[A-Z]/.test(whole) && lead === 0) return undefined;
  return { kind, end: start + lead + whole.length, contentStart: end };
}

/** A header dictated with a full stop behind it: "Impression. First, …". */
const DICTATED = /^([A-Z][A-Za-z/]{2,}(?: [a-z]+){0,3})\.\s+(?=[A-Z\d])/;

/** Kinds whose header words mean nothing else, so that a line of them is a header however it is set. */
const UNMISTAKABLE: ReadonlySet<SectionKind> = new Set([
  'discharge-dx',
  'admit-dx',
  'postop-dx',
  'preop-dx',
  'course',
  'copied',
  'ros',
  'exam',
  'meds',
]);

/** A header alone on its line but for a remark in brackets: "A/P (brief, treatment day)". */
function remarked(whole: string, headers: HeaderTable): SectionKind | undefined {
  const bare = /^([^()]{2,30}?)\s*\([^()]*\)?$/.exec(whole)?.[1];
  return bare === undefined ? undefined : headers.kind(bare, false);
}

/** "COLORECTAL SURGERY DISCHARGE SUMMARY" names the document and its service, not a section of it. */
const DOCUMENT_TITLE = /\b(?:(?:discharge|transfer|death|stay|admission) (?:summary|note)|summary of (?:stay|care))$/i;

/** A line on its own, without a colon: in capitals any header, else one that cannot be anything else. */
function guessedLine(whole: string, headers: HeaderTable): SectionKind | undefined {
  if (DOCUMENT_TITLE.test(whole)) return undefined;
  const kind = headers.guess(whole);
  if (kind === undefined || /^[A-Z][A-Z0-9 /&(),.-]{2,}$/.test(whole)) return kind;
  return /^[A-Z]/.test(whole) && whole.split(/\s+/).length <= 4 && !/[,;.]/.test(whole) && UNMISTAKABLE.has(kind) ? kind : undefined;
}

/** "Family practice", "Past week": words of a header that begin something else. */
const BODY_SYSTEM = /^(?:family (?:practice|physician|doctor|medicine)|past (?:week|month|day|year))/i;

const LABEL = /^([A-Z][A-Za-z/&,' -]{1,48}):(?=\s|$)/;
const LABEL_WORDS =
  /\b(?:plan|treatment|testing|tests?|reasoning|education|counseling|counselling|imaging|specialists?|referrals?|procedures?|agreements?|follow|followup|medications?|monitoring|therapy|labs?|studies|workup|work-up|goal|goals|status|dx|rx|tx|diet|disposition|orders?|instructions?|management|recommendations?|discussion|rationale|assessment|evaluation|notes?|comments?|prognosis|contingency|diagnostics?|interventions?)\b/i;

/** A label such as `Medical Treatment:` that says what kind of remark follows. */
function labelOf(rest: string): string {
  const match = LABEL.exec(rest);
  return match && LABEL_WORDS.test(match[1] as string) ? (match[1] as string).toLowerCase() : '';
}

const VERBS =
  /\b(?:is|are|was|were|has|have|had|will|would|should|can|could|may|might|must|shall|do|does|did|be|been|am|reports?|states?|denies|presents?|presented|recommends?|recommended|continue|continues|continued|start|started|increase|decrease|order|ordered|refer|referred|follow(?![\s-]?up)|monitor|discussed|counsell?ed|advised?|prescribe|prescribed|take|return|schedule|obtain|check|recheck|repeat|consider|encouraged?|avoid|(?<![a-z]\s)use|apply|call|seek|discharge|discharged|admit|given|received|underwent|reviewed|(?<!\b(?:class|type|stage|grade|bipolar|degree|factor) )i(?=[\s’']+[a-z])|we|he|she|they|you|patient|pt)\b/i;

/** What ends the name of a problem; what stands in brackets does not. */
const STOP = /[:;]\s|[:;]$|(?<!\b(?:[Nn]o|[Aa]pprox|ca|vs|[Dd]r|[Ss]t))\.(?=\s+[A-Z\d])|\.$|\s[-–—]+\s|\s?—\s?/;

/** "Preeclampsia: not present." */
const DENIAL = /^:\s*(?:not present|not seen|absent|none|negative|neg|denied|denies|ruled out|resolved|unlikely|excluded)\b[^.;]*/i;

/** "CKD - stage 4", "COPD: acute exacerbation": what kind of it, told behind a dash or colon in a few words, belongs to the name. */
const QUALIFIER =
  /^(?:\s[-–—]+\s|:\s+)(?:(?:acute|chronic|subacute|recurrent|persistent|paroxysmal|permanent|intermittent|mild|moderate|severe|systolic|diastolic|stage|grade|class|type)\b(?:[ /-]+[A-Za-z\d]+){0,4}|right|left|bilateral)(?=\s*$|[.;,])/i;

/**
 * Where a problem heading ends in a line of an assessment, or undefined when the line is prose. A heading is short and has no
 * verb; in a numbered line it ends at the first full stop, colon or spaced dash.
 */
function headingSplit(rest: string, numbered: boolean, marked: boolean, kind: SectionKind): number | undefined {
  const stop = STOP.exec(rest.replace(/\([^()]*\)/g, (remark) => '('.repeat(remark.length)));
  const denial = stop && stop[0].startsWith(':') ? DENIAL.exec(rest.slice(stop.index)) : null;
  const qualifier = stop && !denial ? QUALIFIER.exec(rest.slice(stop.index)) : null;
  const more = denial ?? (qualifier && !VERBS.test(qualifier[0]) ? qualifier : null);
  const head = stop ? rest.slice(0, stop.index + (more?.[0].length ?? 0)) : rest;
  if (head.trim() === '') return undefined;
  const words = head.split(/\s+/);
  if (words.length > (numbered ? 22 : 14)) return undefined;
  // What a numbered line adds behind a comma or in brackets may be told in a sentence; the problem is named before it.
  const itemised = numbered || (marked && ASSESSMENT_KINDS.has(kind));
  const named = itemised ? (/^[^,(:]+/.exec(head)?.[0] ?? head) : more && stop ? rest.slice(0, stop.index) : head;
  if (VERBS.test(named)) return undefined;
  if (itemised || more) return head.trimEnd().length;
  if (!numbered && stop && stop.index + 1 < rest.trimEnd().length && !/^[:–—-]|^\s[-–—]/.test(stop[0]) && stop[0] !== '.') return undefined;
  // A plain line that goes on after its first full stop is prose ("Stable. Continue …"), unless numbered.
  if (!numbered && stop && stop[0] === '.' && stop.index + 1 < rest.trimEnd().length) return undefined;
  return head.trimEnd().length;
}

/** Words that begin a remark on a condition, not its name. */
const REMARK =
  /^(?:(?:stable|unchanged)(?=[,;]|$|\s+(?:on|since|at|with|for|from|over)\b)|improv\w*|resolv\w*|worse\w*|well|doing|better|good|poor|controlled|uncontrolled|not|no|at|on|as|see|per|will|discussed|reviewed|plan|likely|possible|probable|patient|pt|this|the|in|overall|clinically|exam|labs?|today)\b(?=[^A-Za-z]*$|\s)/i;

/**
 * Where the name of the problem ends in a plain line of an assessment that goes on in sentences ("Stable angina, class I. Raise
 * metoprolol."). Only where lines of the section begin so from its first on: what stands under a heading is a remark.
 */
function leadOf(rest: string): number | undefined {
  const stop = /\.(?=\s+[A-Z])/.exec(rest);
  if (!stop) return undefined;
  const head = rest.slice(0, stop.index);
  const words = head.trim().split(/\s+/).length;
  return words >= 2 && words <= 14 && !VERBS.test(head) && !REMARK.test(head) ? head.trimEnd().length : undefined;
}

/** Diagnoses between semicolons behind a header ("Dx: GERD; hiatal hernia. Start …"), and where they end. */
function diagnosesInLine(text: string, from: number, to: number): { diagnoses: { start: number; end: number }[]; end: number } | undefined {
  const line = text.slice(from, to);
  if (!line.includes(';') || BULLET.test(line) || NUMBER.test(line)) return undefined;
  const stop = /\.(?=\s+[A-Z])|\.$/.exec(line);
  const end = from + (stop ? stop.index : line.length);
  const diagnoses: { start: number; end: number }[] = [];
  let start = from;
  for (const piece of text.slice(from, end).split(';')) {
    const extent = trimmed(text, start, start + piece.length);
    start += piece.length + 1;
    if (!extent) continue;
    const words = text.slice(extent.start, extent.end);
    if (words.split(/\s+/).length > 14 || VERBS.test(words) || REMARK.test(words)) return undefined;
    diagnoses.push(extent);
  }
  return diagnoses.length > 1 ? { diagnoses, end: stop ? end + 1 : end } : undefined;
}

/** Whether a line goes on with the paragraph before it. */
function continues(text: string, paragraph: { end: number }, start: number): boolean {
  const gap = text.slice(paragraph.end, start);
  if ((gap.match(/\r\n|\n|\r/g)?.length ?? 0) > 1) return false;
  if (LOG_LINE.test(text.slice(start, start + 10))) return false;
  const last = text[paragraph.end - 1] ?? '';
  const first = text[start] ?? '';
  if (/[.!?:;]/.test(last) && /[A-Z0-9]/.test(first)) return false;
  return true;
}

const ABBREVIATED = /(?:\b(?:dr|mr|mrs|ms|vs|approx|no|st|jr|sr|e\.g|i\.e|etc|min|max|dept|fig|pt)|\b[A-Z])$/i;

/** Longest sentence read as one; longer ones, tables without marks and the like, are cut between words. */
const LONGEST_SENTENCE = 1500;

/** Sentences of a stretch of text, trimmed. */
function sentences(text: string, from: number, to: number): Extent[] {
  const out: Extent[] = [];
  const add = (end: number): void => {
    const extent = trimmed(text, start, end);
    if (extent) out.push(extent);
  };
  let start = from;
  for (let i = from; i < to; i++) {
    const c = text[i] as string;
    if (!MAY_END.includes(c) && i - start < LONGEST_SENTENCE) continue;
    const next = text[i + 1] ?? '';
    const boundary =
      c === '\n' && text[i + 1] === '\n'
        ? true
        : (c === '.' || c === '!' || c === '?' || c === ';') &&
          (i + 1 >= to || /\s/.test(next)) &&
          !(c === '.' && ABBREVIATED.test(text.slice(Math.max(start, i - 8), i))) &&
          (i + 1 >= to || c === ';' || /[\s"“(]*[A-Z0-9•\-–]/.test(text.slice(i + 1, i + 4)));
    const tooLong = i - start >= LONGEST_SENTENCE && /\s/.test(c);
    if (boundary || tooLong) {
      add(i + 1);
      start = i + 1;
    }
  }
  add(to);
  return out;
}

/** Marks that may end a sentence. */
const MAY_END = '.!?;\n';

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text without the blanks around it; undefined when there is nothing else. */
function trimmed(text: string, from: number, to: number): Extent | undefined {
  const piece = text.slice(from, to).trimStart();
  const length = piece.trimEnd().length;
  return length === 0 ? undefined : { start: to - piece.length, end: to - piece.length + length };
}
