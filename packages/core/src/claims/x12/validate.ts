import type { Balance } from '../balance.js';
import { withoutConsequences } from './consequences.js';
import { EnvelopeFindings } from './envelope-findings.js';
import type { ClaimScope, PlacedSegment, ReportX12, X12Finding } from './finding.js';
import { type CompiledGrammar, type CompiledLoop, type CompiledSegment, compileGrammar, compileStandard } from './grammar/compiled.js';
import { checkElements } from './grammar/element-checks.js';
import { grammarOf } from './grammar/grammars.js';
import { LOOK_AHEAD, LoopMatcher, type MatchListener, type OpenLoop } from './grammar/matcher.js';
import { type FunctionalGroup, InterchangeReader, placeOf, type TransactionSet } from './interchange.js';
import { BALANCE_RULES, RemittanceBalances } from './remittance-balances.js';
import type { Segment } from './segment.js';
import { structureRule } from './structure-rules.js';

/** What was not checked, and why. */
export interface X12NotChecked {
  /** Rule or transaction. */
  readonly what: string;
  readonly reason: string;
  readonly needs?: readonly string[];
  /** How often. */
  count: number;
}

export interface X12Summary {
  readonly transactions: number;
  readonly claims: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notChecked: readonly X12NotChecked[];
}

export interface X12ValidatorOptions {
  /** Takes the findings, those of a transaction in the order of its segments. */
  readonly onFinding: (finding: X12Finding) => void;
  /** Rules on whole claims (SNIP 3 to 7). */
  readonly checkClaim?: (scope: ClaimScope, report: ReportX12) => void;
}

const CONTROL_NUMBERS = new Set(['ISA13', 'GS06', 'ST02']);
/** The control number a trailer repeats, by the rule that says it does not. */
const HEADERS: Readonly<Record<string, string>> = {
  'interchange-control-number': 'ISA13',
  'group-control-number': 'GS06',
  'transaction-control-number': 'ST02',
};
/** Findings of one transaction that are held back to be put in order. */
const MOST_HELD = 5000;
/** Segments that wait until a batch is placed at once. */
const BATCH = 512;

/** Checks a file segment by segment. Memory does not grow with the file. */
export class X12Validator {
  private readonly reader: InterchangeReader;
  private readonly envelope: EnvelopeFindings;
  private readonly notChecked = new Map<string, X12NotChecked>();
  private transaction: TransactionCheck | undefined;
  private group: FunctionalGroup | undefined;
  private balances: RemittanceBalances | undefined;
  private held: X12Finding[] = [];
  /** Control numbers of headers that are in error, with where they stand. */
  private readonly damaged = new Set<string>();
  private transactions = 0;
  private claims = 0;
  private errors = 0;
  private warnings = 0;
  private last = 0;

  constructor(private readonly options: X12ValidatorOptions) {
    const envelope = new EnvelopeFindings((finding) => this.holdEnvelope(finding));
    this.envelope = envelope;
    this.reader = new InterchangeReader({
      interchangeStart: (interchange) => envelope.interchangeStart(interchange),
      interchangeSegment: (segment, interchange) => envelope.interchangeSegment(segment, interchange),
      groupStart: (group) => {
        this.group = group;
        envelope.groupStart(group);
      },
      transactionStart: (transaction) => {
        envelope.transactionStart(transaction);
        this.transactions++;
        this.transaction = this.start(transaction);
        this.balances = transaction.id === '835' ? new RemittanceBalances() : undefined;
        if (transaction.header) this.balances?.push(transaction.header);
      },
      segment: (segment, transaction) => {
        envelope.segment(segment, transaction);
        this.transaction?.push(segment);
        if (this.balances) this.balance(segment, transaction);
      },
      transactionEnd: (transaction) => {
        this.transaction?.finish(transaction.trailer?.position ?? this.last + 1);
        this.transaction = undefined;
        if (this.balances) this.report(this.balances.end(), transaction);
        this.balances = undefined;
        envelope.transactionEnd(transaction);
        this.flush();
      },
      groupEnd: (group) => {
        envelope.groupEnd(group);
        this.flush();
      },
      interchangeEnd: (interchange) => {
        envelope.interchangeEnd(interchange);
        this.flush();
      },
    });
  }

  read(segment: Segment): void {
    this.reader.read(segment);
    this.last = segment.position;
  }

  /**
   * The file ends here.
   * @param rest text behind the last segment
   */
  end(rest = ''): X12Summary {
    this.reader.end();
    this.envelope.end(rest, this.last + 1);
    this.flush();
    return {
      transactions: this.transactions,
      claims: this.claims,
      errors: this.errors,
      warnings: this.warnings,
      notChecked: [...this.notChecked.values()],
    };
  }

  /** Something could not be looked up; told once with its count. */
  skip(what: string, reason: string, needs?: readonly string[]): void {
    const key = `${what}\n${reason}`;
    const known = this.notChecked.get(key);
    if (known) known.count++;
    else this.notChecked.set(key, { what, reason, ...(needs ? { needs } : {}), count: 1 });
  }

  private start(transaction: TransactionSet): TransactionCheck {
    const { group, version, id } = transaction;
    const grammars = [grammarOf(version, id), grammarOf(group.version, id)].filter((grammar) => grammar !== undefined);
    const [grammar] = grammars;
    if (grammar && transaction.header && id !== grammar.set)
      this.hold({
        segment: transaction.header.position,
        tag: 'ST',
        element: 'ST01',
        loop: 'ST',
        snip: 1,
        severity: 'error',
        rule: 'transaction-set-of-version',
        at: placeOf(transaction),
        params: { found: id, expected: grammar.set },
      });
    if (grammars.length === 0)
      this.skip(
        `${id} ${version}`.trim(),
        version.startsWith('005010')
          ? 'the loops of this transaction are not known: envelope and segments only'
          : 'not version 005010: envelope only',
      );
    return new TransactionCheck(
      [...new Set(grammars)].map(compileGrammar),
      placeOf(transaction),
      version.startsWith('005010') || group.version.startsWith('005010'),
      (finding) => this.hold(finding),
      (scope, report) => {
        this.claims++;
        this.options.checkClaim?.(scope, report);
      },
    );
  }

  /**
   * An element of an envelope is told once, and a trailer that does not repeat a damaged control number is no second fault. When the
   * version names the guide and GS01 fits it, ST01 is wrong and not GS01.
   */
  private holdEnvelope(finding: X12Finding): void {
    const { segment, element, rule, params, at } = finding;
    if (element !== null && this.held.some((other) => other.segment === segment && other.element === element)) return;
    if (rule.startsWith('envelope-element') && element !== null && CONTROL_NUMBERS.has(element)) this.damaged.add(`${element} ${at}`);
    const header = HEADERS[rule];
    if (header !== undefined && this.damaged.has(`${header} ${at}`)) return;
    if (
      rule === 'functional-identifier' &&
      this.group &&
      grammarOf(this.group.version, String(params['transaction']))?.functionalId === params['found']
    )
      return;
    if (rule === 'implementation-version' && params['expected'] === '') return;
    this.hold(finding);
  }

  /** The sums of a remittance; those of a claim are known when the next one begins. */
  private balance(segment: Segment, transaction: TransactionSet): void {
    this.balances?.push(segment);
    if (segment.tag === 'CLP') this.report(this.balances?.take() ?? [], transaction);
  }

  private report(balances: readonly Balance[], transaction: TransactionSet): void {
    for (const { test, segment, element, expected = '', stated = '', difference = '' } of balances) {
      const { id: rule, loop, severity } = BALANCE_RULES[test];
      const params = { element, expected, stated, difference };
      this.hold({ segment, tag: element.slice(0, 3), element, loop, snip: 3, severity, rule, at: placeOf(transaction), params });
    }
  }

  private hold(finding: X12Finding): void {
    if (finding.severity === 'error') this.errors++;
    else this.warnings++;
    this.held.push(finding);
    if (this.held.length > MOST_HELD) this.flush();
  }

  private flush(): void {
    if (this.held.length === 0) return;
    this.held.sort((a, b) => a.segment - b.segment);
    for (const finding of this.held) this.options.onFinding(finding);
    this.held = [];
  }
}

/** The parts of a claim file, as rules on claims look at them. */
type Bucket = 'header' | 'billing' | 'subscriber' | 'patient' | 'claim' | 'payer' | 'line';

function bucketOf(loop: string): Bucket {
  switch (loop.slice(0, 4)) {
    case '2300':
      return 'claim';
    case '2320':
      return 'payer';
    case '2400':
      return 'line';
    case '2000':
      return loop === '2000A' ? 'billing' : loop === '2000B' ? 'subscriber' : 'patient';
    case '2010':
      return loop.startsWith('2010A') ? 'billing' : loop.startsWith('2010B') ? 'subscriber' : 'patient';
    default:
      if (loop.startsWith('231')) return 'claim';
      if (loop.startsWith('233')) return 'payer';
      return loop.startsWith('24') ? 'line' : 'header';
  }
}

/** One transaction: places its segments, checks them, and gathers its claims. */
class TransactionCheck implements MatchListener {
  private pending: Segment[] = [];
  private isChosen = false;
  private matcher: LoopMatcher | undefined;
  private isClaim = false;
  private kind: ClaimScope['kind'] = '837P';
  /** Where the segment that is being checked stands. */
  private position = 0;
  private tag = '';
  private loop: string | null = null;
  private loopOf: CompiledLoop | undefined;
  private bucket: Bucket = 'header';
  private header: PlacedSegment[] = [];
  private billing: PlacedSegment[] = [];
  private subscriber: PlacedSegment[] = [];
  private patient: PlacedSegment[] | undefined;
  private claim: PlacedSegment[] = [];
  private payers: PlacedSegment[][] = [];
  private lines: PlacedSegment[][] = [];
  private line = 0;
  private lineAlternative = 0;
  /** CLM01 of the claim that is open. */
  private claimId: string | undefined;
  private reportedAt = 0;
  private readonly reported = new Set<string>();
  /** Findings on the claim that is open, and on the levels above it. */
  private claimFindings: X12Finding[] = [];
  /** Findings on separators at the end that wait for what the rules on the claim miss. */
  private readonly trailing: X12Finding[] = [];

  constructor(
    private readonly grammars: readonly CompiledGrammar[],
    private readonly at: string,
    private readonly isKnownVersion: boolean,
    private readonly hold: (finding: X12Finding) => void,
    private readonly complete: (scope: ClaimScope, report: ReportX12) => void,
  ) {}

  push(segment: Segment): void {
    this.pending.push(segment);
    if (this.pending.length >= BATCH + LOOK_AHEAD) this.place(this.pending.length - LOOK_AHEAD);
  }

  finish(at: number): void {
    this.place(this.pending.length);
    this.matcher?.finish(at);
    this.tellTrailing([]);
  }

  /** The guide is known, or, where group and transaction name two, the one that has most of the segments. */
  private choose(): void {
    const unknown = ({ tags }: CompiledGrammar): number => this.pending.filter(({ tag }) => !tags.has(tag)).length;
    const [compiled] = this.grammars.length > 1 ? this.grammars.toSorted((a, b) => unknown(a) - unknown(b)) : this.grammars;
    if (!compiled) return;
    this.matcher = new LoopMatcher(compiled, this);
    // Rules on whole claims are those of 005010.
    this.isClaim = compiled.grammar.set === '837' && compiled.grammar.versions.some((version) => version.startsWith('005010'));
    this.kind = compiled.grammar.name.includes('837I') ? '837I' : '837P';
  }

  private place(count: number): void {
    if (!this.isChosen) this.choose();
    this.isChosen = true;
    const { pending, matcher } = this;
    for (let i = 0; i < count; i++) {
      const segment = pending[i] as Segment;
      if (matcher) matcher.place(segment, () => pending.slice(i + 1, i + 1 + LOOK_AHEAD));
      else this.checkAlone(segment);
    }
    this.pending = pending.slice(count);
  }

  /** A segment of a transaction whose guide is not at hand. */
  private checkAlone(segment: Segment): void {
    const { tag } = segment;
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(tag)) this.report('segment-unknown', segment.position, tag, null, null);
    else if (this.isKnownVersion) {
      const compiled = compileStandard(tag);
      if (compiled) this.check(segment, null, compiled);
    }
  }

  placed(segment: Segment, loop: CompiledLoop, compiled: CompiledSegment | undefined): void {
    const known = compiled ?? compileStandard(segment.tag);
    if (known) this.check(segment, loop.id, known);
    if (!this.isClaim) return;
    if (loop !== this.loopOf) {
      this.loopOf = loop;
      this.bucket = bucketOf(loop.id);
    }
    const placed = { segment, loop: loop.id };
    switch (this.bucket) {
      case 'header':
        this.header.push(placed);
        break;
      case 'billing':
        this.billing.push(placed);
        break;
      case 'subscriber':
        this.subscriber.push(placed);
        break;
      case 'patient':
        this.patient?.push(placed);
        break;
      case 'claim':
        this.claim.push(placed);
        break;
      case 'payer':
        this.payers.at(-1)?.push(placed);
        break;
      default:
        this.lines.at(-1)?.push(placed);
    }
  }

  opened({ loop, opener }: OpenLoop): void {
    if (!this.isClaim) return;
    switch (loop.id) {
      case '2000A':
        this.billing = [];
        break;
      case '2000B':
        this.subscriber = [];
        this.patient = undefined;
        break;
      case '2000C':
        this.patient = [];
        break;
      case '2300':
        this.claimId = opener?.element(1);
        this.claim = [];
        this.payers = [];
        this.lines = [];
        this.line = 0;
        this.lineAlternative = 0;
        break;
      case '2320':
        this.payers.push([]);
        break;
      case '2400':
        this.lines.push([]);
        this.number(opener);
        break;
      default:
    }
  }

  /** LX01 counts the lines of a claim from 1. */
  private number(opener: Segment | undefined): void {
    this.line++;
    if (!opener) return;
    const text = opener.element(1);
    const value = Number(text);
    if (!/^\d+$/.test(text)) return;
    if (value === this.line) this.lineAlternative = 0;
    else if (value === this.lineAlternative) {
      this.line = value;
      this.lineAlternative = 0;
    } else {
      this.report('line-number', opener.position, 'LX', 'LX01', '2400', { value: text, expected: this.line });
      this.lineAlternative = value + 1;
    }
  }

  closed(open: OpenLoop, at: number): void {
    const { loop } = open;
    if (loop.isLevel) this.checkLevel(open, at);
    if (!this.isClaim || loop.id !== '2300') return;
    const { kind, header, billing, subscriber, patient, claim, payers, lines } = this;
    const found: X12Finding[] = [];
    this.complete({ kind, header, billing, subscriber, patient, claim, otherPayers: payers, lines }, (finding) => {
      const { segment, tag, element, loop: where, snip, rule, severity, params } = finding;
      const made: X12Finding = {
        segment: typeof segment === 'number' ? segment : segment.position,
        tag,
        element: element ?? null,
        loop: where,
        snip,
        severity: severity ?? 'error',
        rule,
        at: this.at,
        ...(this.claimId === undefined ? {} : { claim: this.claimId }),
        params: params ?? {},
      };
      found.push(made);
    });
    const kept = found.length > 0 ? withoutConsequences(this.claimFindings, found) : found;
    for (const finding of kept) this.hold(finding);
    this.tellTrailing(kept);
    this.claimFindings = [];
    this.claimId = undefined;
  }

  /** HL04 tells whether levels below follow. A subscriber has a claim, or patients. */
  private checkLevel({ loop, opener, hasChildLevel, counts }: OpenLoop, at: number): void {
    const child = opener?.element(4) ?? '';
    let reported = false;
    if (loop.id === '2000B' && this.isClaim && !hasChildLevel) {
      const claims = loop.parts.findIndex((part) => part.loop?.id === '2300');
      if (counts[claims] === 0) {
        reported = true;
        if (child === '1') this.report('loop-missing', at, 'HL', null, '2000C', { name: 'Patient level' });
        else this.report('loop-missing', at, 'CLM', null, '2300', { name: 'Claim' });
      }
    }
    if (!opener || reported) return;
    if (child === '1' && !hasChildLevel && !loop.parts.some((part) => part.required && part.loop?.isLevel))
      this.report('hl-child', opener.position, 'HL', 'HL04', loop.id, { value: child, has: 'has no level below' });
    else if (child === '0' && hasChildLevel)
      this.report('hl-child', opener.position, 'HL', 'HL04', loop.id, { value: child, has: 'has a level below' });
  }

  private check(segment: Segment, loop: string | null, compiled: CompiledSegment): void {
    this.position = segment.position;
    this.tag = segment.tag;
    this.loop = loop;
    checkElements(segment, compiled, this.reportElement);
  }

  private readonly reportElement = (rule: string, element: string | null, params: X12Finding['params'] = {}): void =>
    this.report(rule, this.position, this.tag, element, this.loop, params);

  /** An element is reported once, by the first rule that it breaks. */
  private isFirst(at: number, element: string): boolean {
    if (at !== this.reportedAt) {
      this.reportedAt = at;
      this.reported.clear();
    }
    if (this.reported.has(element)) return false;
    this.reported.add(element);
    return true;
  }

  report(rule: string, at: number, tag: string, element: string | null, loop: string | null, params: X12Finding['params'] = {}): void {
    if (element !== null && !this.isFirst(at, element)) return;
    const known = structureRule(rule);
    if (!known) throw new Error(`no rule ${rule}`);
    const { snip, severity } = known;
    const claim = this.claimId === undefined ? {} : { claim: this.claimId };
    const finding: X12Finding = { segment: at, tag, element, loop, snip, severity, rule, at: this.at, ...claim, params };
    if (this.isClaim) this.claimFindings.push(finding);
    if (this.isClaim && rule === 'trailing-delimiter') this.trailing.push(finding);
    else this.hold(finding);
  }

  /** Separators at the end that stand for an element that a rule on the claim misses are told with that element. */
  private tellTrailing(found: readonly X12Finding[]): void {
    for (const trailing of this.trailing.splice(0)) if (!found.some((finding) => isTrailing(finding, trailing))) this.hold(trailing);
  }
}

/** What a finding misses stands behind the last value: at one of the separators that are too many. */
function isTrailing({ segment, tag, element }: X12Finding, trailing: X12Finding): boolean {
  if (segment !== trailing.segment || element === null) return false;
  const [whole = '', component = '0'] = element.split('-');
  const end = Number(trailing.params['end']);
  return trailing.element === null ? Number(whole.slice(tag.length)) > end : whole === trailing.element && Number(component) > end;
}
