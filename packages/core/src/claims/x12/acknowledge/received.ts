import type { ClaimScope, ReportX12, X12Finding } from '../finding.js';
import { type EnvelopeFault, type FunctionalGroup, type Interchange, InterchangeReader, type TransactionSet } from '../interchange.js';
import type { Segment } from '../segment.js';
import { structureRule } from '../structure-rules.js';
import { type X12Summary, X12Validator } from '../validate.js';
import { type ReceivedBatch, readBatch } from './received-claims.js';

/** An interchange that was received, with what is wrong with it. */
export interface ReceivedInterchange {
  readonly header: Segment | undefined;
  faults: readonly EnvelopeFault[];
  readonly groups: ReceivedGroup[];
  /** Transactions or groups that end because the file does, or that begin without a header. */
  broken: boolean;
}

export interface ReceivedGroup {
  readonly header: Segment | undefined;
  readonly id: string;
  readonly controlNumber: string;
  readonly version: string;
  faults: readonly EnvelopeFault[];
  trailer: Segment | undefined;
  readonly transactions: ReceivedTransaction[];
}

export interface ReceivedTransaction {
  readonly id: string;
  readonly controlNumber: string;
  readonly version: string;
  /** Absent when the transaction begins without ST. */
  readonly header: Segment | undefined;
  readonly faults: readonly EnvelopeFault[];
  /** Errors of form, by segment, in order: what a 999 tells. */
  readonly segments: readonly ReceivedSegmentError[];
  /** The claims of an 837, with every error that concerns each: what a 277CA tells. */
  readonly batch: ReceivedBatch | undefined;
}

/** A segment that is wrong, missing or too much. */
export interface ReceivedSegmentError {
  readonly tag: string;
  /** From 1 at the ST. */
  readonly position: number;
  readonly loop: string | undefined;
  /** Number of the claim it stands in (CLM01). */
  readonly claim: string | undefined;
  /** Segment error code of IK304. */
  readonly code: string;
  readonly elements: readonly ReceivedElementError[];
}

export interface ReceivedElementError {
  readonly element: number;
  readonly component: number | undefined;
  /** Element error code of IK403. */
  readonly code: string;
  /** What stands there, when it can be copied. */
  readonly value: string | undefined;
  /** The element that makes this one required, by its position. */
  readonly trigger: number | undefined;
}

export interface ReceiveOptions {
  /** Rules on whole claims (SNIP 3 to 7), as `x12 validate` runs them. */
  readonly checkClaim?: (scope: ClaimScope, report: ReportX12) => void;
}

/** What was received, checked for answering. Errors and claims are kept, segments only until their transaction is over. */
export class ReceivedFile {
  readonly interchanges: ReceivedInterchange[] = [];
  private readonly reader: InterchangeReader;
  private readonly validator: X12Validator;
  private segments: Segment[] = [];
  private findings: X12Finding[] = [];
  private ended: TransactionSet[] = [];

  constructor(options: ReceiveOptions = {}) {
    this.validator = new X12Validator({
      onFinding: (finding) => this.findings.push(finding),
      ...(options.checkClaim === undefined ? {} : { checkClaim: options.checkClaim }),
    });
    this.reader = new InterchangeReader({
      interchangeStart: ({ header }) => this.interchanges.push({ header, faults: [], groups: [], broken: false }),
      groupStart: ({ header, id, controlNumber, version }) =>
        this.interchange.groups.push({ header, id, controlNumber, version, faults: [], trailer: undefined, transactions: [] }),
      transactionEnd: (transaction) => this.ended.push(transaction),
      groupEnd: (group) => this.endGroup(group),
      interchangeEnd: (interchange) => this.endInterchange(interchange),
    });
  }

  read(segment: Segment): void {
    this.segments.push(segment);
    this.reader.read(segment);
    this.validator.read(segment);
    if (this.ended.length > 0) this.close(segment);
  }

  /** The file ends here. */
  end(): X12Summary {
    this.reader.end();
    const summary = this.validator.end();
    this.close(undefined);
    return summary;
  }

  private get interchange(): ReceivedInterchange {
    return this.interchanges.at(-1) as ReceivedInterchange;
  }

  private endGroup({ faults, trailer }: FunctionalGroup): void {
    const group = this.interchange.groups.at(-1) as ReceivedGroup;
    group.faults = faults;
    group.trailer = trailer;
    if (faults.some(({ rule }) => rule.endsWith('-missing'))) this.interchange.broken = true;
  }

  private endInterchange({ faults }: Interchange): void {
    this.interchange.faults = faults;
  }

  /** Makes the transactions that are over of what was gathered; the segment that ended them may begin the next one. */
  private close(last: Segment | undefined): void {
    for (const transaction of this.ended) {
      // The transaction may have ended because the next interchange or group began.
      const group = this.groupOf(transaction.group);
      if (transaction.faults.some(({ rule }) => rule === 'transaction-trailer-missing')) this.interchangeOf(transaction).broken = true;
      group?.transactions.push(receivedTransaction(transaction, this.segments, this.findings));
    }
    this.ended = [];
    this.findings = [];
    this.segments = last && last.tag === 'ST' ? [last] : [];
  }

  private groupOf(group: FunctionalGroup): ReceivedGroup | undefined {
    for (const interchange of this.interchanges.toReversed()) {
      const found = interchange.groups.findLast(
        ({ header, controlNumber }) => header === group.header && controlNumber === group.controlNumber,
      );
      if (found) return found;
    }
    return undefined;
  }

  private interchangeOf({ group }: TransactionSet): ReceivedInterchange {
    return this.interchanges.findLast(({ header }) => header === group.interchange.header) ?? this.interchange;
  }
}

function receivedTransaction(
  transaction: TransactionSet,
  segments: readonly Segment[],
  findings: readonly X12Finding[],
): ReceivedTransaction {
  const { id, controlNumber, version, header, faults, start, trailer } = transaction;
  const end = trailer?.position ?? Number.POSITIVE_INFINITY;
  const own = segments.filter(({ position }) => position >= start && position <= end);
  const errors = findings.filter(
    ({ segment, severity, loop, rule }) =>
      severity === 'error' && segment >= start && segment <= end + 1 && !(loop === 'GS' || loop === 'ISA') && !isFault(faults, rule),
  );
  return {
    id,
    controlNumber,
    version,
    header,
    faults,
    segments: segmentErrors(errors, own, start),
    batch: id === '837' ? readBatch(own, errors, faults.length > 0) : undefined,
  };
}

function isFault(faults: readonly EnvelopeFault[], rule: string): boolean {
  return faults.some((fault) => fault.rule === rule);
}

/** Findings of form put together by segment; what has no code of a 999 is left to the claim acknowledgement. */
function segmentErrors(findings: readonly X12Finding[], segments: readonly Segment[], start: number): ReceivedSegmentError[] {
  const byPosition = new Map(segments.map((segment) => [segment.position, segment]));
  const claims = claimsByPosition(segments);
  const errors: ReceivedSegmentError[] = [];
  const open = new Map<string, { elements: ReceivedElementError[] }>();
  for (const finding of findings) {
    const rule = structureRule(finding.rule);
    const code = rule?.ik304 ?? (rule?.ik403 === undefined ? undefined : '8');
    if (rule === undefined || code === undefined) continue;
    const element = rule.ik403 === undefined ? undefined : elementError(finding, rule.ik403, byPosition.get(finding.segment));
    const key = `${finding.segment} ${finding.tag} ${code}`;
    const known = element === undefined ? undefined : open.get(key);
    if (known && element) {
      known.elements.push(element);
      continue;
    }
    const elements = element === undefined ? [] : [element];
    if (element) open.set(key, { elements });
    errors.push({
      tag: finding.tag,
      position: finding.segment - start + 1,
      loop: finding.loop === null || finding.loop === 'ST' ? undefined : finding.loop,
      claim: claims(finding),
      code,
      elements,
    });
  }
  return errors;
}

function elementError(finding: X12Finding, code: string, segment: Segment | undefined): ReceivedElementError {
  const place = placeOfElement(finding.element) ?? afterLast(segment);
  const trigger = typeof finding.params['when'] === 'string' ? placeOfElement(finding.params['when'])?.element : undefined;
  return { ...place, code, value: segment === undefined ? undefined : valueAt(segment, place), trigger };
}

interface ElementPlace {
  readonly element: number;
  readonly component: number | undefined;
}

/** `SV101-2` is element 1, component 2: the last two digits before the hyphen count elements, tags may hold digits. */
function placeOfElement(designator: string | null): ElementPlace | undefined {
  const match = /(\d\d)(?:-(\d+))?$/.exec(designator ?? '');
  return match ? { element: Number(match[1]), component: match[2] === undefined ? undefined : Number(match[2]) } : undefined;
}

/** Separators too many: the first element after the last that is filled in. */
function afterLast(segment: Segment | undefined): ElementPlace {
  const elements = segment?.elements ?? [];
  let last = elements.length - 1;
  while (last > 0 && elements[last] === '') last--;
  return { element: last + 1, component: undefined };
}

/** Most characters of a copy of bad data (IK404). */
const LONGEST_COPY = 99;

/** The bad data, unless it holds a separator: a copy may not divide the answer. */
function valueAt(segment: Segment, { element, component }: ElementPlace): string | undefined {
  const { delimiters } = segment;
  const whole = segment.element(element);
  const value = component === undefined ? whole : segment.component(element, component);
  const divides = [delimiters.component, delimiters.repetition, delimiters.segment].some(
    (separator) => separator !== undefined && separator !== '' && value.includes(separator),
  );
  if (value.trim() === '' || divides) return undefined;
  return value.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_COPY);
}

/** The claim a finding stands in: the last CLM before it, until the next level. A CLM itself begins the claim it names. */
function claimsByPosition(segments: readonly Segment[]): (finding: X12Finding) => string | undefined {
  const marks: { readonly position: number; readonly claim: string | undefined }[] = [];
  for (const segment of segments) {
    const { tag } = segment;
    if (tag === 'CLM') marks.push({ position: segment.position, claim: segment.element(1).trim() || undefined });
    else if (tag === 'HL') marks.push({ position: segment.position, claim: undefined });
  }
  return ({ segment, tag, loop }) => {
    // What is missing at the end of a claim is told at the segment that follows it.
    const inside = loop !== null && /^2[34]/.test(loop);
    const mark = marks.findLast(({ position }) => position < segment || (position === segment && (tag === 'CLM' || !inside)));
    return inside || tag === 'CLM' ? mark?.claim : undefined;
  };
}
