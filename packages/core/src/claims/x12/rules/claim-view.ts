import type { Day } from '../../../model/date.js';
import { type Cents, parseAmount } from '../../../model/money.js';
import type { ClaimScope, PlacedSegment } from '../finding.js';
import { type WirePeriod, wireDay, wirePeriod } from './wire-date.js';

/** Some segments in their order, found by tag, first element and loop. */
export class Segments {
  readonly placed: readonly PlacedSegment[];
  readonly tags: readonly string[];

  constructor(placed: readonly PlacedSegment[]) {
    this.placed = placed;
    // Elements are cut once and kept; the tag is the first of them.
    this.tags = placed.map(({ segment }) => segment.elements[0] as string);
  }

  first(tag: string, qualifier?: string, loop?: string): PlacedSegment | undefined {
    for (let i = 0; i < this.tags.length; i++) if (this.tags[i] === tag && this.matches(i, qualifier, loop)) return this.placed[i];
    return undefined;
  }

  all(tag: string, qualifier?: string, loop?: string): PlacedSegment[] {
    const out: PlacedSegment[] = [];
    for (let i = 0; i < this.tags.length; i++)
      if (this.tags[i] === tag && this.matches(i, qualifier, loop)) out.push(this.placed[i] as PlacedSegment);
    return out;
  }

  private matches(i: number, qualifier: string | undefined, loop: string | undefined): boolean {
    const { segment, loop: own } = this.placed[i] as PlacedSegment;
    return (qualifier === undefined || segment.element(1) === qualifier) && (loop === undefined || own === loop);
  }

  hasLoop(loop: string): boolean {
    return this.placed.some((placed) => placed.loop === loop);
  }

  amount(qualifier: string, loop?: string): { readonly placed: PlacedSegment; readonly cents: Cents } | undefined {
    const placed = this.first('AMT', qualifier, loop);
    const cents = placed && parseAmount(placed.segment.element(2));
    return placed && cents !== undefined ? { placed, cents } : undefined;
  }
}

/** One code of an HI segment. */
export interface InformationCode {
  readonly placed: PlacedSegment;
  /** Element it stands in, from 1. */
  readonly element: number;
  readonly qualifier: string;
  readonly code: string;
  /** All components, qualifier first. */
  readonly components: readonly string[];
}

/** What another payer decided on a line: loop 2430. */
export interface LineDecision {
  readonly svd: PlacedSegment;
  readonly payer: string;
  /** Undefined when it cannot be read. */
  readonly paid: Cents | undefined;
  /** Sum of the adjustments; undefined when one cannot be read. */
  readonly adjusted: Cents | undefined;
  readonly bundled: boolean;
}

/** A service line: loop 2400 with its inner loops. */
export interface LineView {
  readonly parts: Segments;
  /** SV1 or SV2; undefined when the line has none. */
  readonly service: PlacedSegment | undefined;
  /** Qualifier and components of the procedure, empty when the line has none. */
  readonly procedure: readonly string[];
  /** HCPCS or CPT number; empty for other systems. */
  readonly code: string;
  readonly revenue: string;
  readonly charge: Cents | undefined;
  readonly served: { readonly placed: PlacedSegment; readonly period: WirePeriod } | undefined;
  readonly place: string;
  readonly decisions: readonly LineDecision[];
}

/** Another payer: loop 2320 with its inner loops. */
export interface PayerView {
  readonly parts: Segments;
  readonly subscriber: PlacedSegment | undefined;
  /** Its identifier in loop 2330B; empty when absent. */
  readonly id: string;
  readonly paid: { readonly placed: PlacedSegment; readonly cents: Cents } | undefined;
  readonly adjustments: readonly PlacedSegment[];
  /** Sum of the claim's adjustments; undefined when one cannot be read. */
  readonly adjusted: Cents | undefined;
}

/** Element positions of the amounts of a CAS segment. */
const CAS_AMOUNTS = [3, 6, 9, 12, 15, 18];

function adjustedBy(segments: readonly PlacedSegment[]): Cents | undefined {
  let sum = 0;
  for (const { segment } of segments)
    for (const at of CAS_AMOUNTS) {
      const text = segment.element(at);
      if (text === '') continue;
      const cents = parseAmount(text);
      if (cents === undefined) return undefined;
      sum += cents;
    }
  return sum;
}

/** A claim with what the rules ask for again and again, read once. */
export class ClaimView {
  readonly scope: ClaimScope;
  readonly professional: boolean;
  readonly subscriber: Segments;
  readonly patient: Segments | undefined;
  readonly claim: Segments;
  readonly lines: readonly LineView[];
  readonly payers: readonly PayerView[];
  /** The CLM segment; undefined when the claim has none, and then no rule is asked. */
  readonly clm: PlacedSegment | undefined;
  readonly charge: Cents | undefined;
  /** Place of service of a professional claim, facility and care (`11`, `13`) of an institutional one. */
  readonly facility: string;
  readonly frequency: string;
  readonly information: readonly InformationCode[];
  /** Filing indicator of the destination payer (SBR09). */
  readonly filing: string;
  /** Birth date of the patient; undefined when absent or unreadable. */
  readonly born: Day | undefined;
  /**
   * First and last day of service: the statement period of an institutional claim, the span of the lines of a professional one. Lines
   * dated before the birth of the patient or after the receipt are findings of their own, and no measure for other dates.
   */
  readonly period: WirePeriod | undefined;

  /** @param received the day of receipt, as far as it is known */
  constructor(scope: ClaimScope, received: Day | undefined) {
    this.scope = scope;
    this.professional = scope.kind === '837P';
    this.subscriber = new Segments(scope.subscriber);
    this.patient = scope.patient && new Segments(scope.patient);
    this.claim = new Segments(scope.claim);
    this.clm = this.claim.first('CLM');
    const facility = this.clm?.segment.components(5) ?? [];
    this.charge = this.clm && parseAmount(this.clm.segment.element(2));
    this.facility = facility[0] ?? '';
    this.frequency = facility[2] ?? '';
    this.information = this.claim.all('HI').flatMap(informationOf);
    this.filing = this.subscriber.first('SBR')?.segment.element(9) ?? '';
    this.lines = scope.lines.map((placed) => this.lineOf(new Segments(placed)));
    this.payers = scope.otherPayers.map((placed) => payerOf(new Segments(placed)));
    const dmg = (this.patient ?? this.subscriber).first('DMG');
    this.born = dmg && wireDay(dmg.segment.element(2));
    this.period = this.professional ? this.spanOfLines(this.born ?? -Infinity, received ?? Infinity) : statementOf(this.claim);
  }

  /** Diagnoses of the claim: those that pointers count on a professional claim, principal and others on an institutional one. */
  diagnoses(): InformationCode[] {
    return this.information.filter(({ qualifier }) => isDiagnosis(qualifier));
  }

  private lineOf(parts: Segments): LineView {
    const service = parts.first(this.professional ? 'SV1' : 'SV2');
    const procedure = service?.segment.components(this.professional ? 1 : 2) ?? [];
    const dtp = parts.first('DTP', '472');
    const period = dtp && wirePeriod(dtp.segment.element(2), dtp.segment.element(3));
    return {
      parts,
      service,
      procedure,
      code: procedure[0] === 'HC' ? (procedure[1] ?? '') : '',
      revenue: this.professional ? '' : (service?.segment.element(1) ?? ''),
      charge: service && parseAmount(service.segment.element(this.professional ? 2 : 3)),
      served: dtp && period && { placed: dtp, period },
      place: this.professional ? service?.segment.element(5) || this.facility : '',
      decisions: decisionsOf(parts),
    };
  }

  /** First and last day on the lines, of what lies between two days. */
  spanOfLines(after: number, before: number): WirePeriod | undefined {
    let from = Infinity;
    let to = -Infinity;
    for (const { served } of this.lines) {
      if (!served || served.period.to < after || served.period.from > before) continue;
      from = Math.min(from, served.period.from);
      to = Math.max(to, served.period.to);
    }
    return from <= to ? { from: from as Day, to: to as Day } : undefined;
  }
}

function statementOf(claim: Segments): WirePeriod | undefined {
  const dtp = claim.first('DTP', '434');
  return dtp && wirePeriod(dtp.segment.element(2), dtp.segment.element(3));
}

function isDiagnosis(qualifier: string): boolean {
  return qualifier === 'ABK' || qualifier === 'ABF' || qualifier === 'BK' || qualifier === 'BF';
}

function informationOf(placed: PlacedSegment): InformationCode[] {
  const { segment } = placed;
  const out: InformationCode[] = [];
  for (let element = 1; element < segment.elements.length; element++) {
    const components = segment.components(element);
    if (components[0] === '') continue;
    out.push({ placed, element, qualifier: components[0] ?? '', code: components[1] ?? '', components });
  }
  return out;
}

/** Reference of an element of HI: `HI02`. */
export function informationElement(element: number): string {
  return element < 10 ? `HI0${element}` : `HI${element}`;
}

function decisionsOf(parts: Segments): LineDecision[] {
  const out: LineDecision[] = [];
  for (let i = 0; i < parts.tags.length; i++) {
    if (parts.tags[i] !== 'SVD') continue;
    const svd = parts.placed[i] as PlacedSegment;
    const adjustments: PlacedSegment[] = [];
    for (let next = i + 1; next < parts.tags.length && parts.tags[next] !== 'SVD'; next++)
      if (parts.tags[next] === 'CAS') adjustments.push(parts.placed[next] as PlacedSegment);
    out.push({
      svd,
      payer: svd.segment.element(1),
      paid: parseAmount(svd.segment.element(2)),
      adjusted: adjustedBy(adjustments),
      bundled: svd.segment.element(6) !== '',
    });
  }
  return out;
}

function payerOf(parts: Segments): PayerView {
  const adjustments = parts.all('CAS', undefined, '2320');
  return {
    parts,
    subscriber: parts.first('SBR'),
    id: parts.first('NM1', 'PR', '2330B')?.segment.element(9) ?? '',
    paid: parts.amount('D', '2320'),
    adjustments,
    adjusted: adjustedBy(adjustments),
  };
}

/** Date of a DTP segment by its qualifier. */
export function dateOf(
  parts: Segments,
  qualifier: string,
  loop?: string,
): { readonly placed: PlacedSegment; readonly period: WirePeriod } | undefined {
  const placed = parts.first('DTP', qualifier, loop);
  const period = placed && wirePeriod(placed.segment.element(2), placed.segment.element(3));
  return placed && period ? { placed, period } : undefined;
}

/** A line for a drug may carry the day of the prescription or the days a supply lasts, or no date (005010X223A2, loop 2400, DTP 472). */
export function billsDrug({ parts, revenue }: LineView): boolean {
  return /^(?:025|063)/.test(revenue) || parts.first('LIN') !== undefined;
}
