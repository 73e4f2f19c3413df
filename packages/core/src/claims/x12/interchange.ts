import type { Segment } from './segment.js';

/** What is wrong with the envelope of an interchange, group or transaction set. Ids are permanent: they are ids of rules, too. */
export type EnvelopeFaultRule =
  | 'interchange-header-missing'
  | 'interchange-trailer-missing'
  | 'interchange-control-number'
  | 'group-count'
  | 'group-header-missing'
  | 'group-trailer-missing'
  | 'group-control-number'
  | 'transaction-count'
  | 'transaction-header-missing'
  | 'transaction-trailer-missing'
  | 'transaction-control-number'
  | 'segment-count';

/** A fault of an envelope, as data. */
export interface EnvelopeFault {
  readonly rule: EnvelopeFaultRule;
  /** Position; of a missing segment, that of the segment standing where it was expected. */
  readonly segment: number;
  readonly tag: string;
  readonly element: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A level of the envelope: between its header and its trailer, each absent when it is missing in the file. */
interface Envelope {
  readonly header: Segment | undefined;
  /** As the header has it, empty when that is missing: ISA13, GS06, ST02. */
  readonly controlNumber: string;
  /** Position of the header, or of the segment standing where it was expected. */
  readonly start: number;
  /** Known at the end. */
  trailer: Segment | undefined;
  /** Everything that is wrong at this level. Complete at the end of the level. */
  readonly faults: EnvelopeFault[];
}

/** ISA … IEA. */
export interface Interchange extends Envelope {
  /** Functional groups so far. */
  groups: number;
}

/** GS … GE. */
export interface FunctionalGroup extends Envelope {
  readonly interchange: Interchange;
  /** GS01. */
  readonly id: string;
  /** GS08. */
  readonly version: string;
  /** Transaction sets so far. */
  transactions: number;
}

/**
 * ST … SE. It is sound when it ends without faults: control number and count of segments are those of its trailer, so nothing of it is
 * lost. A stretch of segments that no ST stands before is a transaction set without a header.
 */
export interface TransactionSet extends Envelope {
  readonly group: FunctionalGroup;
  /** ST01: `837`, `835`. Empty without a header. */
  readonly id: string;
  /** ST03, else GS08. */
  readonly version: string;
  /** Segments so far, ST included, and SE at the end. */
  segments: number;
}

/** Who is told what stands in a file, in its order. A level that begins always ends, and levels lie in one another. */
export interface InterchangeVisitor {
  interchangeStart?(interchange: Interchange): void;
  /** A segment of the interchange level: TA1, which acknowledges another interchange. */
  interchangeSegment?(segment: Segment, interchange: Interchange): void;
  groupStart?(group: FunctionalGroup): void;
  transactionStart?(transaction: TransactionSet): void;
  /** A segment between ST and SE. */
  segment?(segment: Segment, transaction: TransactionSet): void;
  transactionEnd?(transaction: TransactionSet): void;
  groupEnd?(group: FunctionalGroup): void;
  interchangeEnd?(interchange: Interchange): void;
}

/** Several visitors as one: each is told everything, in their order. */
export function together(visitors: readonly InterchangeVisitor[]): InterchangeVisitor {
  const each = (tell: (visitor: InterchangeVisitor) => void) => visitors.forEach(tell);
  return {
    interchangeStart: (interchange) => each((visitor) => visitor.interchangeStart?.(interchange)),
    interchangeSegment: (segment, interchange) => each((visitor) => visitor.interchangeSegment?.(segment, interchange)),
    groupStart: (group) => each((visitor) => visitor.groupStart?.(group)),
    transactionStart: (transaction) => each((visitor) => visitor.transactionStart?.(transaction)),
    segment: (segment, transaction) => {
      for (const visitor of visitors) visitor.segment?.(segment, transaction);
    },
    transactionEnd: (transaction) => each((visitor) => visitor.transactionEnd?.(transaction)),
    groupEnd: (group) => each((visitor) => visitor.groupEnd?.(group)),
    interchangeEnd: (interchange) => each((visitor) => visitor.interchangeEnd?.(interchange)),
  };
}

/** Segments of the interchange level besides its header and trailer (X12.5): acknowledgements, grade of service. */
const INTERCHANGE_SEGMENTS = new Set(['TA1', 'TA3', 'ISB', 'ISE']);
/** Characters of a control number or count in any trailer (IEA01 to SE02). */
const LONGEST_NUMBER = 10;
const ENVELOPE_TAGS = new Set(['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE', ...INTERCHANGE_SEGMENTS]);

/**
 * Reads the envelopes of a file from its segments, as they come: memory does not grow with a transaction set.
 *
 * A damaged file loses nothing: a header that arrives while an inner level is open ends that level, a trailer without a header and a
 * segment outside a transaction set begin one that has no header. Each level says in `faults` what is wrong with it, and a fault of a
 * transaction set does not touch its neighbours. Faults of groups and interchanges leave their transaction sets sound.
 */
export class InterchangeReader {
  private readonly visitor: InterchangeVisitor;
  private interchange: Interchange | undefined;
  private group: FunctionalGroup | undefined;
  private transaction: TransactionSet | undefined;
  private position = 0;

  constructor(visitor: InterchangeVisitor) {
    this.visitor = visitor;
  }

  read(segment: Segment): void {
    this.position = segment.position;
    const { raw } = segment;
    const first = raw.charCodeAt(0);
    // G, I, S, T: most segments are told by their first letter not to belong to an envelope.
    if (first === 71 || first === 73 || first === 83 || first === 84) {
      const { tag } = segment;
      if (ENVELOPE_TAGS.has(tag) && this.readEnvelope(segment, tag)) return;
    }
    this.transaction ??= this.startTransaction(undefined, segment.position);
    this.transaction.segments++;
    this.visitor.segment?.(segment, this.transaction);
  }

  /** The file ends here. */
  end(): void {
    this.position++;
    this.endInterchange(undefined);
  }

  /** Returns false when the segment is no part of an envelope where it stands. */
  private readEnvelope(segment: Segment, tag: string): boolean {
    switch (tag) {
      case 'ISA':
        this.endInterchange(undefined);
        this.interchange = this.startInterchange(segment, segment.position);
        return true;
      case 'GS':
        this.endGroup(undefined);
        this.group = this.startGroup(segment, segment.position);
        return true;
      case 'ST':
        this.endTransaction(undefined);
        this.transaction = this.startTransaction(segment, segment.position);
        return true;
      case 'SE':
        this.transaction ??= this.startTransaction(undefined, segment.position);
        this.endTransaction(segment);
        return true;
      case 'GE':
        this.group ??= this.startGroup(undefined, segment.position);
        this.endGroup(segment);
        return true;
      case 'IEA':
        this.interchange ??= this.startInterchange(undefined, segment.position);
        this.endInterchange(segment);
        return true;
      default:
        if (this.transaction || this.group) return false;
        this.interchange ??= this.startInterchange(undefined, segment.position);
        this.visitor.interchangeSegment?.(segment, this.interchange);
        return true;
    }
  }

  private startInterchange(header: Segment | undefined, start: number): Interchange {
    const controlNumber = header?.element(13) ?? '';
    const interchange: Interchange = { header, controlNumber, start, trailer: undefined, faults: [], groups: 0 };
    if (!header) interchange.faults.push(missing('interchange-header-missing', 'ISA', start));
    this.visitor.interchangeStart?.(interchange);
    return interchange;
  }

  private startGroup(header: Segment | undefined, start: number): FunctionalGroup {
    this.interchange ??= this.startInterchange(undefined, start);
    this.interchange.groups++;
    const group: FunctionalGroup = {
      interchange: this.interchange,
      header,
      id: header?.element(1) ?? '',
      controlNumber: header?.element(6) ?? '',
      version: header?.element(8) ?? '',
      start,
      trailer: undefined,
      faults: [],
      transactions: 0,
    };
    if (!header) group.faults.push(missing('group-header-missing', 'GS', start));
    this.visitor.groupStart?.(group);
    return group;
  }

  private startTransaction(header: Segment | undefined, start: number): TransactionSet {
    this.group ??= this.startGroup(undefined, start);
    this.group.transactions++;
    const transaction: TransactionSet = {
      group: this.group,
      header,
      id: header?.element(1) ?? '',
      controlNumber: header?.element(2) ?? '',
      version: header?.element(3) || this.group.version,
      start,
      trailer: undefined,
      faults: [],
      segments: header ? 1 : 0,
    };
    if (!header) transaction.faults.push(missing('transaction-header-missing', 'ST', start));
    this.visitor.transactionStart?.(transaction);
    return transaction;
  }

  private endTransaction(trailer: Segment | undefined): void {
    const { transaction } = this;
    if (!transaction) return;
    this.transaction = undefined;
    if (trailer) transaction.segments++;
    this.close(transaction, trailer, {
      missing: 'transaction-trailer-missing',
      tag: 'SE',
      count: transaction.segments,
      countRule: 'segment-count',
      numberRule: 'transaction-control-number',
    });
    this.visitor.transactionEnd?.(transaction);
  }

  private endGroup(trailer: Segment | undefined): void {
    this.endTransaction(undefined);
    const { group } = this;
    if (!group) return;
    this.group = undefined;
    this.close(group, trailer, {
      missing: 'group-trailer-missing',
      tag: 'GE',
      count: group.transactions,
      countRule: 'transaction-count',
      numberRule: 'group-control-number',
    });
    this.visitor.groupEnd?.(group);
  }

  private endInterchange(trailer: Segment | undefined): void {
    this.endGroup(undefined);
    const { interchange } = this;
    if (!interchange) return;
    this.interchange = undefined;
    this.close(interchange, trailer, {
      missing: 'interchange-trailer-missing',
      tag: 'IEA',
      count: interchange.groups,
      countRule: 'group-count',
      numberRule: 'interchange-control-number',
    });
    this.visitor.interchangeEnd?.(interchange);
  }

  /** Compares a level with its trailer: element 1 counts, element 2 repeats the control number. */
  private close(
    envelope: Envelope,
    trailer: Segment | undefined,
    {
      missing: missingRule,
      tag,
      count,
      countRule,
      numberRule,
    }: {
      readonly missing: EnvelopeFaultRule;
      readonly tag: string;
      readonly count: number;
      readonly countRule: EnvelopeFaultRule;
      readonly numberRule: EnvelopeFaultRule;
    },
  ): void {
    envelope.trailer = trailer;
    if (!trailer) {
      // A stretch without a header lacks one thing, not two.
      if (envelope.header) envelope.faults.push(missing(missingRule, tag, this.position));
      return;
    }
    if (!envelope.header) return;
    const at = { segment: trailer.position, tag };
    const counted = trailer.element(1);
    if (!/^\d+$/.test(counted) || Number(counted) !== count)
      envelope.faults.push({ rule: countRule, ...at, element: `${tag}01`, params: { found: shown(counted), expected: count } });
    const number = trailer.element(2);
    if (number !== envelope.controlNumber)
      envelope.faults.push({
        rule: numberRule,
        ...at,
        element: `${tag}02`,
        params: { found: shown(number), expected: shown(envelope.controlNumber) },
      });
  }
}

function missing(rule: EnvelopeFaultRule, tag: string, segment: number): EnvelopeFault {
  return { rule, segment, tag, element: null, params: {} };
}

/** A trailer that has run into other segments may hold anything: no more of it is shown than a control number is long. */
function shown(value: string): string {
  return value.slice(0, LONGEST_NUMBER);
}

/** Where something stands, by control numbers: `000000905/1/987654`; as far as it is inside a group, and a transaction set. */
export function placeOf(envelope: Interchange | FunctionalGroup | TransactionSet): string {
  if ('group' in envelope) return `${placeOf(envelope.group)}/${envelope.controlNumber}`;
  return 'interchange' in envelope ? `${placeOf(envelope.interchange)}/${envelope.controlNumber}` : envelope.controlNumber;
}

/** A transaction set with its segments, ST and SE included. */
export interface WholeTransaction {
  readonly transaction: TransactionSet;
  readonly segments: readonly Segment[];
}

/** The transaction sets of a file, each when it is complete. For small files: memory grows with the largest of them. */
export function* transactionsOf(segments: Iterable<Segment>): Generator<WholeTransaction> {
  const done: WholeTransaction[] = [];
  let body: Segment[] = [];
  const reader = new InterchangeReader({
    transactionStart: ({ header }) => {
      body = header ? [header] : [];
    },
    segment: (segment) => body.push(segment),
    transactionEnd: (transaction) => done.push({ transaction, segments: transaction.trailer ? [...body, transaction.trailer] : body }),
  });
  for (const segment of segments) {
    reader.read(segment);
    while (done.length > 0) yield done.shift() as WholeTransaction;
  }
  reader.end();
  yield* done;
}
