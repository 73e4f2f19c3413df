import { parseDay } from '../../model/date.js';
import type { X12Finding } from './finding.js';
import {
  type EnvelopeFault,
  type FunctionalGroup,
  type Interchange,
  type InterchangeVisitor,
  placeOf,
  type TransactionSet,
} from './interchange.js';
import type { Segment, SegmentSurroundings } from './segment.js';

/** What an element of an envelope segment may be. Widths in characters; codes where the guides allow only some. */
interface ElementRule {
  readonly least: number;
  readonly most: number;
  readonly codes?: ReadonlySet<string>;
  readonly form?: RegExp;
  readonly is?: 'date' | 'time';
  readonly optional?: true;
}

/** Qualifiers of sender and receiver that the guides list for ISA05 and ISA07. */
const PARTY_QUALIFIERS = new Set(['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ']);
const DIGITS = /^\d+$/;

/** Elements of the envelope segments in their order (X12.5, X12.6; appendix C of the 005010 guides). */
const ELEMENTS: Readonly<Record<string, readonly ElementRule[]>> = {
  ISA: [
    { least: 2, most: 2, codes: new Set(['00', '03']) },
    { least: 10, most: 10 },
    { least: 2, most: 2, codes: new Set(['00', '01']) },
    { least: 10, most: 10 },
    { least: 2, most: 2, codes: PARTY_QUALIFIERS },
    { least: 15, most: 15 },
    { least: 2, most: 2, codes: PARTY_QUALIFIERS },
    { least: 15, most: 15 },
    { least: 6, most: 6, is: 'date' },
    { least: 4, most: 4, is: 'time' },
    { least: 1, most: 1 },
    { least: 5, most: 5, form: DIGITS },
    { least: 9, most: 9, form: DIGITS },
    { least: 1, most: 1, codes: new Set(['0', '1']) },
    { least: 1, most: 1, codes: new Set(['P', 'T']) },
    { least: 1, most: 1 },
  ],
  TA1: [
    { least: 9, most: 9, form: DIGITS },
    { least: 6, most: 6, is: 'date' },
    { least: 4, most: 4, is: 'time' },
    { least: 1, most: 1, codes: new Set(['A', 'E', 'R']) },
    { least: 3, most: 3, form: DIGITS },
  ],
  IEA: [
    { least: 1, most: 5 },
    { least: 9, most: 9 },
  ],
  GS: [
    { least: 2, most: 2 },
    { least: 2, most: 15 },
    { least: 2, most: 15 },
    { least: 8, most: 8, is: 'date' },
    { least: 4, most: 8, is: 'time' },
    { least: 1, most: 9, form: DIGITS },
    { least: 1, most: 2, codes: new Set(['X', 'T']) },
    { least: 1, most: 12 },
  ],
  GE: [
    { least: 1, most: 6 },
    { least: 1, most: 9 },
  ],
  ST: [
    { least: 3, most: 3 },
    { least: 4, most: 9 },
    { least: 1, most: 35, optional: true },
  ],
  SE: [
    { least: 1, most: 10 },
    { least: 4, most: 9 },
  ],
};

/** GS01 of the group that a transaction set stands in (X12 data element 479). */
const FUNCTIONAL_IDS: Readonly<Record<string, string>> = {
  '270': 'HS',
  '271': 'HB',
  '275': 'PI',
  '276': 'HR',
  '277': 'HN',
  '278': 'HI',
  '820': 'RA',
  '824': 'AG',
  '834': 'BE',
  '835': 'HP',
  '837': 'HC',
  '997': 'FA',
  '999': 'FA',
};
/** The first version in which ST03 names the guide. */
const ST03_SINCE = '005010';
/** ISA12 of interchanges whose groups are of version 005010 (guides, appendix C.1). */
const CONTROL_VERSION = '00501';
/** What cannot separate: it stands in values. */
const NO_SEPARATOR = /[A-Za-z0-9 ]/;
/** What ISA11 held before version 00402; files without repetitions go on with it. */
const NO_REPETITIONS = 'U';
/** The guide of the remittance does not use ST03; a 997 has none. */
const WITHOUT_ST03: ReadonlySet<string> = new Set(['835', '997']);
/** Characters of a value that a finding shows: what has run into an envelope element may be anything. */
const SHOWN = 15;

type Place = Interchange | FunctionalGroup | TransactionSet;

/**
 * Findings on the envelopes of a file, SNIP level 1: widths, codes, dates and times of ISA, GS, ST and their trailers, control numbers and
 * counts, what is missing, what is there twice, and text that belongs to no segment.
 *
 * It is a visitor of an `InterchangeReader`; findings come in the order in which they are certain.
 */
export class EnvelopeFindings implements InterchangeVisitor {
  private readonly report: (finding: X12Finding) => void;
  private readonly interchanges = new Set<string>();
  private groups = new Set<string>();
  private transactions = new Set<string>();
  /** The group whose GS01 was reported: once is enough for all of its transaction sets. */
  private misnamed: FunctionalGroup | undefined;
  /** The interchange whose ISA12 was reported. */
  private misversioned: Interchange | undefined;
  /** Surroundings that are known to be sound: most segments of a file share them. */
  private sound: SegmentSurroundings | undefined;

  constructor(report: (finding: X12Finding) => void) {
    this.report = report;
  }

  interchangeStart(interchange: Interchange): void {
    this.groups = new Set();
    const { header } = interchange;
    if (!header) return;
    this.surroundings(header, interchange);
    this.elements(header, interchange);
    if (header.element(16) !== header.delimiters.component) this.element(header, interchange, 16, 'envelope-element-code');
    if (header.element(12) === CONTROL_VERSION && !isSeparator(header)) this.element(header, interchange, 11, 'envelope-element-code');
    const parties = header.elements.slice(5, 9).join();
    this.once(
      this.interchanges,
      `${parties},${interchange.controlNumber}`,
      header,
      interchange,
      13,
      'duplicate-interchange-control-number',
    );
  }

  interchangeSegment(segment: Segment, interchange: Interchange): void {
    this.surroundings(segment, interchange);
    this.elements(segment, interchange);
  }

  groupStart(group: FunctionalGroup): void {
    this.transactions = new Set();
    const { header } = group;
    if (!header) return;
    this.surroundings(header, group);
    this.elements(header, group);
    this.version(header, group);
    this.once(this.groups, group.controlNumber, header, group, 6, 'duplicate-group-control-number');
  }

  /** A group of version 005010 has its interchange say so, and a version with the number of a guide is one of X12. */
  private version(header: Segment, group: FunctionalGroup): void {
    const { version, interchange } = group;
    if (/^\d{6}X/.test(version) && header.element(7) === 'T') this.element(header, group, 7, 'envelope-element-code');
    const isa = interchange.header;
    if (!isa || interchange === this.misversioned || !version.startsWith(ST03_SINCE) || isa.element(12) === CONTROL_VERSION) return;
    this.misversioned = interchange;
    if (/^\d{5}$/.test(isa.element(12))) this.element(isa, interchange, 12, 'envelope-element-code');
  }

  transactionStart(transaction: TransactionSet): void {
    const { header, group } = transaction;
    if (!header) return;
    this.surroundings(header, transaction);
    this.elements(header, transaction);
    const stated = header.element(3);
    const needed = group.version.startsWith(ST03_SINCE) && !WITHOUT_ST03.has(transaction.id);
    if (group.header && (stated === '' ? needed : stated !== group.version))
      this.element(header, transaction, 3, 'implementation-version', { expected: shown(group.version) });
    const expected = FUNCTIONAL_IDS[transaction.id];
    if (group.header && expected !== undefined && group.id !== expected && group !== this.misnamed) {
      this.misnamed = group;
      this.element(group.header, group, 1, 'functional-identifier', { expected, transaction: transaction.id });
    }
    this.once(this.transactions, transaction.controlNumber, header, transaction, 2, 'duplicate-transaction-control-number');
  }

  segment(segment: Segment, transaction: TransactionSet): void {
    if (segment.surroundings !== this.sound) this.surroundings(segment, transaction);
  }

  transactionEnd(transaction: TransactionSet): void {
    this.trailer(transaction);
  }

  groupEnd(group: FunctionalGroup): void {
    this.trailer(group);
  }

  interchangeEnd(interchange: Interchange): void {
    this.trailer(interchange);
  }

  /**
   * The file ends here, after the reader was told so.
   * @param rest text behind the last segment
   * @param position one more than the last segment's
   */
  end(rest: string, position: number): void {
    if (isForeign(rest)) this.add('text-outside-segments', { segment: position, tag: '', element: null, loop: 'ISA', at: '', params: {} });
  }

  private trailer(envelope: Place): void {
    const { trailer } = envelope;
    if (trailer) {
      this.surroundings(trailer, envelope);
      this.elements(trailer, envelope);
    }
    for (const { rule, segment, tag, element, params } of envelope.faults satisfies readonly EnvelopeFault[])
      this.add(rule, { segment, tag, element, loop: loopOf(envelope), at: placeOf(envelope), params });
  }

  private elements(segment: Segment, place: Place): void {
    const rules = ELEMENTS[segment.tag];
    if (rules === undefined) return;
    const { elements } = segment;
    for (const [index, rule] of rules.entries()) {
      const value = elements[index + 1] ?? '';
      if (value === '') {
        if (!rule.optional) this.element(segment, place, index + 1, 'envelope-element-missing');
      } else if (value.length < rule.least || value.length > rule.most)
        this.element(segment, place, index + 1, 'envelope-element-length', { length: value.length, least: rule.least, most: rule.most });
      else if (rule.is === 'date' ? !isDate(value) : rule.is === 'time' && !isTime(value))
        this.element(segment, place, index + 1, rule.is === 'date' ? 'envelope-date' : 'envelope-time');
      else if (rule.codes?.has(value) === false || rule.form?.test(value) === false)
        this.element(segment, place, index + 1, 'envelope-element-code');
    }
    if (elements.length > rules.length + 1) this.element(segment, place, rules.length + 1, 'envelope-element-unexpected');
  }

  private once(seen: Set<string>, key: string, segment: Segment, place: Place, element: number, rule: string): void {
    if (seen.has(key)) this.element(segment, place, element, rule);
    else seen.add(key);
  }

  private surroundings(segment: Segment, place: Place): void {
    const { surroundings } = segment;
    if (surroundings === undefined || surroundings === this.sound) return;
    const at = {
      segment: segment.position,
      tag: segment.tag.slice(0, 3),
      element: null,
      loop: loopOf(place),
      at: placeOf(place),
      params: {},
    };
    const foreign = isForeign(surroundings.before);
    if (foreign) this.add('text-outside-segments', at);
    if (surroundings.terminator === '') this.add('segment-terminator-missing', at);
    else if (!foreign) this.sound = surroundings;
  }

  private element(segment: Segment, place: Place, number: number, rule: string, params: X12Finding['params'] = {}): void {
    const element = `${segment.tag}${String(number).padStart(2, '0')}`;
    this.add(rule, {
      segment: segment.position,
      tag: segment.tag,
      element,
      loop: loopOf(segment),
      at: placeOf(place),
      params: { found: shown(segment.element(number)), ...params },
    });
  }

  private add(rule: string, finding: Omit<X12Finding, 'rule' | 'snip' | 'severity'>): void {
    this.report({ ...finding, rule, snip: 1, severity: 'error' });
  }
}

function loopOf(place: Place | Segment): string {
  if ('tag' in place) return place.tag === 'IEA' ? 'ISA' : place.tag === 'GE' ? 'GS' : place.tag === 'SE' ? 'ST' : place.tag;
  return 'group' in place ? 'ST' : 'interchange' in place ? 'GS' : 'ISA';
}

function shown(value: string): string {
  return value.slice(0, SHOWN);
}

/** ISA11 can separate repetitions: since version 00402 it is a character of its own. */
function isSeparator({ delimiters: { element, component, segment }, elements }: Segment): boolean {
  const repetition = elements[11] ?? '';
  return (
    (repetition === NO_REPETITIONS || !NO_SEPARATOR.test(repetition)) &&
    repetition !== element &&
    repetition !== component &&
    repetition !== segment
  );
}

/** Whether more than blanks, line ends, control characters and a byte-order mark stands between segments. */
function isForeign(text: string): boolean {
  return /[^\0- \ufeff]/.test(text);
}

/** YYMMDD or CCYYMMDD. A two-digit year may be of any century. */
function isDate(text: string): boolean {
  if (!DIGITS.test(text)) return false;
  const full = text.length === 6 ? `20${text}` : text;
  return parseDay(`${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`) !== undefined;
}

/** HHMM, HHMMSS, or with one or two decimals of a second. */
function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/.test(text);
}
