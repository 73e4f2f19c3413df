import type { ClaimScope, ReportX12, X12Finding } from '../finding.js';
import { compileStandard } from '../grammar/compiled.js';
import { type FunctionalGroup, InterchangeReader, type TransactionSet } from '../interchange.js';
import type { Segment } from '../segment.js';
import { structureRule } from '../structure-rules.js';
import { type X12Summary, X12Validator } from '../validate.js';
import { type ReceivedBatch, readBatch } from './received-claims.js';

/** An interchange that was received, with what is wrong with it. */
export interface ReceivedInterchange {
  readonly header: Segment | undefined;
  readonly controlNumber: string;
  /** Findings on ISA and IEA. */
  readonly findings: X12Finding[];
  readonly groups: ReceivedGroup[];
}

export interface ReceivedGroup {
  readonly header: Segment | undefined;
  readonly id: string;
  readonly controlNumber: string;
  readonly version: string;
  /** Findings on GS and GE. */
  readonly findings: X12Finding[];
  trailer: Segment | undefined;
  readonly transactions: ReceivedTransaction[];
}

export interface ReceivedTransaction {
  readonly id: string;
  readonly controlNumber: string;
  readonly version: string;
  /** ST and SE, each absent when it is missing. */
  readonly header: Segment | undefined;
  readonly trailer: Segment | undefined;
  /** Findings on ST and SE. */
  readonly findings: readonly X12Finding[];
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
      interchangeStart: ({ header, controlNumber }) => this.interchanges.push({ header, controlNumber, findings: [], groups: [] }),
      groupStart: ({ header, id, controlNumber, version }) => {
        const group = { header, id, controlNumber, version, findings: [], trailer: undefined, transactions: [] };
        this.interchanges.at(-1)?.groups.push(group);
      },
      transactionEnd: (transaction) => this.ended.push(transaction),
      groupEnd: ({ header, trailer }) => {
        const group = this.groupOf(header);
        if (group) group.trailer = trailer;
      },
    });
  }

  read(segment: Segment): void {
    this.segments.push(segment);
    this.reader.read(segment);
    this.validator.read(segment);
    if (this.ended.length > 0 || !this.isInTransaction(segment)) this.close(segment);
  }

  /** The file ends here. @param rest text behind the last segment */
  end(rest = ''): X12Summary {
    this.reader.end();
    const summary = this.validator.end(rest);
    this.close(undefined);
    return summary;
  }

  private isInTransaction({ tag }: Segment): boolean {
    return !(tag === 'ISA' || tag === 'GS' || tag === 'GE' || tag === 'IEA' || tag === 'TA1');
  }

  /** Makes the transactions that are over of what was gathered; the segment that ended one may begin the next. */
  private close(last: Segment | undefined): void {
    const { findings, segments, ended } = this;
    this.findings = [];
    this.ended = [];
    this.segments = last?.tag === 'ST' ? [last] : [];
    for (const transaction of ended) this.groupOf(transaction.group.header)?.transactions.push(received(transaction, segments, findings));
    for (const finding of findings) {
      if (finding.loop === 'ISA') this.interchangeAt(finding)?.findings.push(finding);
      if (finding.loop === 'GS') this.groupAt(finding)?.findings.push(finding);
    }
  }

  private groupOf(header: FunctionalGroup['header']): ReceivedGroup | undefined {
    for (let i = this.interchanges.length - 1; i >= 0; i--) {
      const found = this.interchanges[i]?.groups.findLast((group) => group.header === header);
      if (found) return found;
    }
    return undefined;
  }

  private interchangeAt({ at }: X12Finding): ReceivedInterchange | undefined {
    const [interchange] = at.split('/');
    return this.interchanges.findLast(({ controlNumber }) => controlNumber === interchange) ?? this.interchanges.at(-1);
  }

  private groupAt(finding: X12Finding): ReceivedGroup | undefined {
    const groups = this.interchangeAt(finding)?.groups;
    return groups?.findLast(({ controlNumber }) => controlNumber === finding.at.split('/')[1]) ?? groups?.at(-1);
  }
}

function received(transaction: TransactionSet, segments: readonly Segment[], findings: readonly X12Finding[]): ReceivedTransaction {
  const { id, controlNumber, version, header, start, trailer } = transaction;
  const end = trailer?.position ?? Number.POSITIVE_INFINITY;
  const own = segments.filter(({ position }) => position >= start && position <= end);
  const errors = findings.filter(
    ({ segment, severity, loop }) => severity === 'error' && segment >= start && segment <= end + 1 && loop !== 'GS' && loop !== 'ISA',
  );
  const envelope = errors.filter(({ rule, loop, snip }) => loop === 'ST' && snip === 1 && structureRule(rule) === undefined);
  // A transaction that was cut off lacks its end: what would have stood there is not told one by one.
  const isCutOff = envelope.some(({ rule }) => rule === 'transaction-trailer-missing');
  const last = own.at(-1)?.position ?? start;
  const form = errors.filter((error) => !envelope.includes(error) && !(isCutOff && error.segment > last));
  return {
    id,
    controlNumber,
    version,
    header,
    trailer,
    findings: envelope,
    segments: segmentErrors(form, own, start),
    batch: id === '837' ? readBatch(own, form, envelope.length > 0) : undefined,
  };
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
    // No code says that separators stand at the end of a segment: a 999 can only pass over them.
    if (rule === undefined || code === undefined || finding.rule === 'trailing-delimiter') continue;
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
  const place = placeOfElement(finding.element) ?? { element: 1, component: undefined };
  const trigger = typeof finding.params['when'] === 'string' ? placeOfElement(finding.params['when'])?.element : undefined;
  return {
    ...place,
    code: isBlankCode(finding, place) ? INVALID_CODE : code,
    value: segment === undefined ? undefined : valueAt(segment, place),
    trigger,
  };
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

/** Code of an invalid code value in IK403. */
const INVALID_CODE = '7';

/** Blanks in an element of codes are no code; in a text they are characters that do not count. */
function isBlankCode({ rule, tag }: X12Finding, { element, component }: ElementPlace): boolean {
  if (rule !== 'element-blank') return false;
  const whole = compileStandard(tag)?.elements[element - 1];
  return (component === undefined ? whole : whole?.components?.[component - 1])?.type === 'ID';
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
