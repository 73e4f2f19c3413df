import { type Day, formatDay } from '../../../model/date.js';
import type { ClaimScope, PlacedSegment, ReportX12 } from '../finding.js';
import { BALANCING_RULES, checkBalances } from './balancing.js';
import type { ClaimContext, ClaimReport, ClaimRule, UncheckedRule } from './claim-rule.js';
import { CLAIM_NUMBER_REPEATED, CLAIM_REPEATED, checkSituations, SITUATION_RULES } from './claim-situations.js';
import { ClaimView, Segments } from './claim-view.js';
import { CODE_SET_RULES, checkCodes } from './code-sets.js';
import { CodeStandings } from './code-status.js';
import { checkDates, DATE_RULES, MADE_AFTER_RECEIPT, MADE_BEFORE_SERVICE } from './dates.js';
import { checkIdentifiers, IDENTIFIER_RULES } from './identifiers.js';
import { checkMedicareClaim, checkMedicareSubscriber, isMedicare, MEDICARE_RULES } from './medicare.js';
import { checkOtherPayers, OTHER_PAYER_RULES } from './other-payers.js';
import { checkLife, checkSubscriber, PATIENT_RULES } from './patient.js';
import { checkBillingProvider, checkProviders, PROVIDER_RULES } from './providers.js';
import { checkServices, SERVICE_RULES } from './services.js';
import { checkStay, STAY_RULES } from './stay.js';
import { wireDay } from './wire-date.js';

/** Every rule of SNIP levels 3, 4, 5 and 7 on claims, by level of the claim it belongs to. */
export const CLAIM_RULES: readonly ClaimRule[] = [
  ...BALANCING_RULES,
  ...PATIENT_RULES,
  ...DATE_RULES,
  ...SITUATION_RULES,
  ...SERVICE_RULES,
  ...PROVIDER_RULES,
  ...OTHER_PAYER_RULES,
  ...STAY_RULES,
  ...CODE_SET_RULES,
  ...IDENTIFIER_RULES,
  ...MEDICARE_RULES,
];

/** Claims whose numbers are kept to find one that comes again: memory does not grow with the file. */
const MOST_NUMBERS = 100_000;
/** Days by which sender and receiver may differ. */
const TIME_ZONES = 1;

/**
 * Checks the claims of one file, in their order. What stands above several claims – header, billing provider, subscriber, patient – is
 * looked at with the first of them only.
 */
export class ClaimChecker {
  private readonly context: ClaimContext;
  private readonly standings: CodeStandings;
  private readonly unchecked = new Map<ClaimRule, Set<string>>();
  /** What was found on the levels above the claims of one subscriber: the next claim would find it again. */
  private readonly above = new Set<string>();
  /** Positions of the first segments of what stands above the last claim. */
  private header = -1;
  /** Number, charge and frequency of the claims of a transaction so far. */
  private readonly claims = new Set<string>();
  /** Claims of the file by number, frequency, billing provider and payer, the last {@link MOST_NUMBERS} or so. */
  private numbers = new Set<string>();
  private billing = -1;
  private subscriber = -1;
  private patient = 0;
  private received: Day | undefined;

  constructor(context: ClaimContext) {
    this.context = context;
    this.standings = new CodeStandings(context.catalog);
  }

  /** Pure but for the memory of what was already looked at. Findings come in no order: sort them by segment. */
  check(scope: ClaimScope, report: ReportX12): void {
    const isFirst = this.open(scope);
    let view = new ClaimView(scope, isFirst ? this.context.receivedOn : this.received);
    const out = this.reportTo(report, view.clm?.segment.position ?? 0);
    if (isFirst) {
      this.checkHeader(view, out);
      view = new ClaimView(scope, this.received);
    }
    this.checkAbove(view, out);
    const { clm } = view;
    if (!clm) return;
    const { received } = this;
    const claim = clm.segment.element(1);
    const key = `${claim} ${clm.segment.element(2)} ${view.frequency} ${this.billing}`;
    if (this.claims.has(key)) out.at(CLAIM_REPEATED, clm, 'CLM01', { claim });
    else if (this.isNumbered(view, claim)) out.at(CLAIM_NUMBER_REPEATED, clm, 'CLM01', { claim });
    this.claims.add(key);
    checkIdentifiers(scope.claim, out);
    for (const part of scope.otherPayers) checkIdentifiers(part, out);
    for (const part of scope.lines) checkIdentifiers(part, out);
    checkBalances(view, out);
    checkLife(view, received, out);
    checkDates(view, received, out);
    checkSituations(view, clm, out);
    checkServices(view, out);
    checkProviders(view, out);
    checkOtherPayers(view, received, out);
    if (!view.professional) checkStay(view, clm, this.context.icd, out);
    checkCodes(view, clm, this.standings, out);
    if (isMedicare(view)) checkMedicareClaim(view, clm, received, out);
  }

  /**
   * Whether a claim with this number came before. A claim keeps its number when it is sent to another payer, corrected or voided, and from
   * one bill of a stay to the next.
   */
  private isNumbered({ frequency, subscriber, scope }: ClaimView, claim: string): boolean {
    if (claim === '' || frequency !== '1') return false;
    const provider = scope.billing.find(({ segment, loop }) => loop === '2010AA' && segment.tag === 'NM1')?.segment.element(9);
    const key = [claim, provider, subscriber.first('NM1', 'PR')?.segment.element(9)].join(' ');
    if (this.numbers.has(key)) return true;
    if (this.numbers.size >= MOST_NUMBERS) this.numbers = new Set();
    this.numbers.add(key);
    return false;
  }

  /** Whether a claim is the first of its transaction; then the day of receipt is settled. */
  private open({ header }: ClaimScope): boolean {
    const position = header[0]?.segment.position ?? 0;
    if (position === this.header) return false;
    this.header = position;
    this.claims.clear();
    this.received = this.context.receivedOn ?? wireDay(beginningOf(header)?.segment.element(4) ?? '');
    return true;
  }

  private checkHeader({ scope, professional, lines, period, born }: ClaimView, out: ClaimReport): void {
    checkIdentifiers(scope.header, out);
    const beginning = beginningOf(scope.header);
    const made = beginning && wireDay(beginning.segment.element(4));
    if (!beginning || made === undefined) return;
    const { receivedOn } = this.context;
    if (receivedOn !== undefined && made > receivedOn + TIME_ZONES)
      out.at(MADE_AFTER_RECEIPT, beginning, 'BHT04', { made: formatDay(made), received: formatDay(receivedOn) });
    // One line may have a wrong date. When all have, or even the birth is later, it is the date of the file.
    const dates = professional ? lines.flatMap(({ served }) => (served ? [served.period.from] : [])) : period ? [period.from] : [];
    const isAlone = dates.length < 2 && (born ?? made) <= made;
    if (isAlone || dates.length === 0 || dates.some((date) => date <= made || (receivedOn !== undefined && date > receivedOn))) return;
    out.at(MADE_BEFORE_SERVICE, beginning, 'BHT04', { made: formatDay(made) });
    this.received = receivedOn;
  }

  private checkAbove(view: ClaimView, out: ClaimReport): void {
    const { scope } = view;
    const billing = scope.billing[0]?.segment.position ?? 0;
    if (billing !== this.billing) {
      this.billing = billing;
      checkIdentifiers(scope.billing, out);
      checkBillingProvider(new Segments(scope.billing), view.subscriber, out);
    }
    const subscriber = scope.subscriber[0]?.segment.position ?? 0;
    if (subscriber !== this.subscriber) {
      this.subscriber = subscriber;
      this.above.clear();
      checkIdentifiers(scope.subscriber, out);
      checkSubscriber(view, out);
      if (isMedicare(view)) checkMedicareSubscriber(view, this.received, out);
    }
    const patient = scope.patient?.[0]?.segment.position ?? 0;
    if (patient !== this.patient) {
      this.patient = patient;
      checkIdentifiers(scope.patient ?? [], out);
    }
  }

  private reportTo(report: ReportX12, claimAt: number): ClaimReport {
    return {
      at: ({ id, snip, severity }, { segment, loop }, element, params) => {
        if (segment.position < claimAt && this.isTold(`${id} ${segment.position} ${element ?? ''}`)) return;
        report({
          segment,
          tag: segment.tag,
          ...(element === undefined ? {} : { element }),
          loop,
          snip,
          rule: id,
          severity,
          ...(params ? { params } : {}),
        });
      },
      missing: ({ id, snip, severity }, tag, place, params) => {
        if (place) report({ segment: place.at, tag, loop: place.loop, snip, rule: id, severity, ...(params ? { params } : {}) });
      },
      notChecked: (rule, table, tell) => this.notChecked(rule, table, tell),
    };
  }

  private isTold(key: string): boolean {
    if (this.above.has(key)) return true;
    this.above.add(key);
    return false;
  }

  /** Once for each rule and table in a file: every line would say the same. */
  private notChecked(rule: ClaimRule, table: string, tell: () => Omit<UncheckedRule, 'rule'>): void {
    let tables = this.unchecked.get(rule);
    if (!tables) {
      tables = new Set();
      this.unchecked.set(rule, tables);
    }
    if (tables.has(table)) return;
    tables.add(table);
    this.context.notChecked({ rule: rule.id, ...tell() });
  }
}

function beginningOf(header: readonly PlacedSegment[]): PlacedSegment | undefined {
  return header.find(({ segment }) => segment.tag === 'BHT');
}
