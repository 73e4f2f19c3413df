import type { ClaimCodes } from '../inpatient-codes.js';
import type { MsdrgClaim } from './claim.js';
import type { LeafTest } from './formula.js';
import { FUNCTIONS, type FunctionName, LeafKind } from './leaves.js';
import type { Cluster, MsdrgTables, MsdrgVersion } from './tables.js';

/** Patient discharge statuses (UB-04 form locator 17) that formulas ask for. */
const DIED = 20;
const LEFT_AGAINST_ADVICE = 7;
/** Transfers of newborns to another acute hospital, with and without planned readmission. */
const NEWBORN_TRANSFER: readonly number[] = [2, 5, 66, 82, 85, 94];

/** Sites of multiple significant trauma; two different ones are needed. */
const TRAUMA_SITES = ['sthead', 'stchest', 'stabdom', 'stkidney', 'sturin', 'stpel', 'stuplimb', 'stlolimb'];
/** Joints of a bilateral procedure; two different ones are needed. */
const JOINTS = ['lefthip', 'righthip', 'leftknee', 'rightknee', 'leftankle', 'rightankle'];

/** A claim in the terms of one version's tables, and the truth of every leaf about it. Reused from claim to claim. */
export class ClaimState implements LeafTest {
  readonly tables: MsdrgTables;
  version!: MsdrgVersion;
  claim!: MsdrgClaim;
  codes!: ClaimCodes;
  dead = false;
  status = 0;
  /** Scheme of the principal diagnosis; 0 for a code the version does not have. */
  pdxScheme = 0;
  /** Whether the MDC of the principal diagnosis depends on the sex, and the sex does not say. */
  sexMissing = false;
  /** The MDC of the principal diagnosis. */
  mdc = 0;
  secondaries = 0;
  sdxScheme = new Uint16Array(16);
  /** Severity that counts: 0 when excluded, or when it needs a patient discharged alive. */
  level = new Uint8Array(16);
  /** Whether the principal diagnosis cancels it. */
  excluded = new Uint8Array(16);
  procedures = 0;
  /** Numbers of the procedures. */
  px = new Int32Array(0);
  pattern = new Uint16Array(16);
  /** Clusters of which every choice has a code on the claim, by id. */
  clusters: Cluster[] = [];
  /** The list being evaluated; some clusters take operands away from their own codes there. */
  list = 0;

  /** Operands raised, as the number of the claim (diagnoses) or of the list (procedures) that raised them last. */
  private readonly pdxRaised: Int32Array;
  private readonly sdxRaised: Int32Array;
  private readonly pxRaised: Int32Array;
  private turn = 0;
  private pxTurn = 0;
  private pxReady = false;
  private suppression: readonly number[] = [];
  private readonly aliveOnly: number;
  private readonly ecode: number;
  private readonly incident: number;
  private readonly traumaSites: readonly number[];
  private readonly joints: readonly number[];
  private readonly orOperands: readonly number[];
  private readonly nonOperating: number;
  /** Operands of one to four stents or vessels. */
  private readonly stents: readonly number[];
  private readonly vessels: readonly number[];
  private readonly drugStent: number;
  private readonly plainStent: number;
  /** The HAC operand that only counts on a principal diagnosis. */
  private readonly hacOfPrincipal: number;

  constructor(tables: MsdrgTables) {
    this.tables = tables;
    this.pdxRaised = new Int32Array(tables.diagnosisOperands.length);
    this.sdxRaised = new Int32Array(tables.diagnosisOperands.length);
    this.pxRaised = new Int32Array(tables.procedureOperands.length);
    this.aliveOnly = tables.diagnosisOperand('mccalive');
    this.ecode = tables.diagnosisOperand('ecode');
    this.incident = tables.diagnosisOperand('incident');
    this.traumaSites = TRAUMA_SITES.map((name) => tables.diagnosisOperand(name));
    this.joints = JOINTS.map((name) => tables.procedureOperand(name));
    this.stents = [1, 2, 3, 4].map((n) => tables.procedureOperand(`stent${n}`));
    this.vessels = [1, 2, 3, 4].map((n) => tables.procedureOperand(`vessel${n}`));
    this.drugStent = tables.procedureOperand('NORdrugstent');
    this.plainStent = tables.procedureOperand('NORstent');
    this.hacOfPrincipal = tables.diagnosisOperand('hac11_pdx');
    this.nonOperating = tables.procedureOperand('nonor');
    this.orOperands = ['d468', 'd477', 'ornec'].map((name) => tables.procedureOperand(name));
  }

  load(version: MsdrgVersion, claim: MsdrgClaim, codes: ClaimCodes): void {
    const { tables } = this;
    this.version = version;
    this.claim = claim;
    this.codes = codes;
    this.turn++;
    this.status = /^\d{1,2}$/.test(claim.dischargeStatus) ? Number(claim.dischargeStatus) : 0;
    this.dead = this.status === DIED;
    this.loadPrincipal();
    const { sdx, px } = claim;
    if (sdx.length > this.level.length) this.makeRoomForDiagnoses(sdx.length);
    if (px.length > this.pattern.length) this.pattern = new Uint16Array(px.length);
    this.secondaries = sdx.length;
    const group = this.pdxScheme === 0 ? 0 : (version.exclusionGroup[codes.pdx] as number);
    for (let i = 0; i < sdx.length; i++) {
      const id = codes.sdx[i] as number;
      const scheme = id < 0 ? 0 : (version.scheme[id] as number);
      this.sdxScheme[i] = scheme;
      let level = tables.schemeLevel[scheme] as number;
      const excluded = level > 0 && group !== 0 && version.cancels(group, id);
      this.excluded[i] = excluded ? 1 : 0;
      if (excluded || (level > 0 && this.dead && this.raises(scheme, this.aliveOnly))) level = 0;
      this.level[i] = level;
      tables.schemeOperands.mark(scheme, this.sdxRaised, this.turn);
    }
    this.loadProcedures();
  }

  private loadPrincipal(): void {
    const { tables, version, claim } = this;
    const { pdx } = this.codes;
    this.pdxScheme = pdx < 0 ? 0 : (version.scheme[pdx] as number);
    this.mdc = tables.schemeMdc[this.pdxScheme] as number;
    this.sexMissing = false;
    if (this.pdxScheme !== 0 && (version.maleMdc[pdx] as number) !== 0) {
      this.sexMissing = claim.sex !== 'M' && claim.sex !== 'F';
      if (claim.sex === 'M') this.mdc = version.maleMdc[pdx] as number;
      if (claim.sex === 'F') this.mdc = version.femaleMdc[pdx] as number;
    }
    tables.schemeOperands.mark(this.pdxScheme, this.pdxRaised, this.turn);
  }

  private loadProcedures(): void {
    const { version } = this;
    const { px } = this.codes;
    this.px = px;
    this.procedures = this.claim.px.length;
    if (this.clusters.length > 0) this.clusters = [];
    for (let i = 0; i < this.procedures; i++) {
      const id = px[i] as number;
      this.pattern[i] = id < 0 ? 0 : (version.pattern[id] as number);
    }
    for (let i = 0; i < this.procedures; i++) {
      for (const cluster of version.clusters(this.px[i] as number))
        if (!this.clusters.includes(cluster) && this.satisfied(cluster)) this.clusters.push(cluster);
    }
    if (this.clusters.length > 1) this.clusters.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.pxReady = false;
  }

  private satisfied(cluster: Cluster): boolean {
    for (const codes of cluster.choices) if (!this.hasProcedure(codes)) return false;
    return true;
  }

  private hasProcedure(codes: readonly number[]): boolean {
    for (let i = 0; i < this.procedures; i++) if (codes.includes(this.px[i] as number)) return true;
    return false;
  }

  private makeRoomForDiagnoses(size: number): void {
    this.sdxScheme = new Uint16Array(size);
    this.level = new Uint8Array(size);
    this.excluded = new Uint8Array(size);
  }

  /** Whether a diagnosis of a scheme raises an operand. */
  raises(scheme: number, operand: number): boolean {
    return this.tables.schemeOperands.has(scheme, operand);
  }

  /** Whether a pattern of procedures has an operand. */
  has(pattern: number, operand: number): boolean {
    return this.tables.patternOperands.has(pattern, operand);
  }

  /** Severity of a secondary diagnosis before any exclusion. */
  ownLevel(secondary: number): number {
    return this.tables.schemeLevel[this.sdxScheme[secondary] as number] as number;
  }

  /** Whether a CC or MCC does not count because it needs a patient discharged alive. */
  cancelledByDeath(secondary: number): boolean {
    return this.dead && this.raises(this.sdxScheme[secondary] as number, this.aliveOnly);
  }

  /** Whether a procedure counts as an operating room procedure: from v42.0 by the lists it is on, before that unless marked otherwise. */
  operatingRoom(procedure: number): boolean {
    const pattern = this.pattern[procedure] as number;
    if (this.version.number < 420) return !this.has(pattern, this.nonOperating);
    return this.orOperands.some((operand) => this.has(pattern, operand));
  }

  /** Whether a secondary diagnosis is on a list of hospital-acquired conditions. */
  isHacListed(secondary: number): boolean {
    return !this.tables.schemeHacOperands.isEmpty(this.sdxScheme[secondary] as number);
  }

  raisesHac(secondary: number, operand: number): boolean {
    return this.tables.schemeHacOperands.has(this.sdxScheme[secondary] as number, operand);
  }

  /** Whether a hospital-acquired condition depends on when a secondary diagnosis arose. */
  asksForPoa(secondary: number): boolean {
    if (!this.isHacListed(secondary)) return false;
    return this.tables.schemeHacOperands.of(this.sdxScheme[secondary] as number).some((operand) => operand !== this.hacOfPrincipal);
  }

  get principalIsExternalCause(): boolean {
    return this.raises(this.pdxScheme, this.ecode);
  }

  /** Prepares the operands of the procedures for a list: 0 Pre-MDC, an MDC, 29, or -1 for HAC formulas, where nothing is suppressed. */
  enter(list: number): void {
    this.list = list;
    if (this.pxReady && this.clusters.length === 0) return;
    this.pxReady = true;
    this.pxTurn++;
    for (let i = 0; i < this.procedures; i++) if (!this.suppressed(i, list)) this.raise(this.pattern[i] as number);
    for (const cluster of this.clusters) this.raise(cluster.pattern);
  }

  private raise(pattern: number): void {
    this.tables.patternOperands.mark(pattern, this.pxRaised, this.pxTurn);
  }

  /** Whether a satisfied cluster takes the operands of its own from a procedure in a list. */
  suppressed(procedure: number, list: number): boolean {
    const id = this.px[procedure] as number;
    for (const cluster of this.clusters)
      if (cluster.suppressionLists.includes(list) && cluster.choices.some((codes) => codes.includes(id))) return true;
    return false;
  }

  /** Operands whose diagnoses the leaves about severity leave out, from now on. */
  judge(suppression: readonly number[]): void {
    this.suppression = suppression;
  }

  holds(kind: number, operand: number): boolean {
    switch (kind) {
      case LeafKind.PROCEDURE:
        return this.pxRaised[operand] === this.pxTurn;
      case LeafKind.PDX:
        return this.pdxRaised[operand] === this.turn;
      case LeafKind.SDX:
        return this.sdxRaised[operand] === this.turn;
      case LeafKind.ANY:
        return this.pdxRaised[operand] === this.turn || this.sdxRaised[operand] === this.turn;
      case LeafKind.ONLY:
        return this.pdxRaised[operand] === this.turn && this.everySecondary(operand);
      case LeafKind.MCC:
        return this.severity() === 2;
      case LeafKind.CC:
        return this.severity() === 1;
      default:
        return this.named(FUNCTIONS[operand] as FunctionName);
    }
  }

  private everySecondary(operand: number): boolean {
    for (let i = 0; i < this.secondaries; i++) if (!this.raises(this.sdxScheme[i] as number, operand)) return false;
    return true;
  }

  /** Whether the severity of a secondary diagnosis does not count under the line being judged. */
  suppressedByDrg(secondary: number, suppression: readonly number[]): boolean {
    const scheme = this.sdxScheme[secondary] as number;
    for (let k = 0; k < suppression.length; k++) if (this.raises(scheme, suppression[k] as number)) return true;
    return false;
  }

  /** The highest severity of the secondary diagnoses under the line being judged. */
  severity(): number {
    let highest = 0;
    for (let i = 0; i < this.secondaries; i++) {
      const level = this.level[i] as number;
      if (level > highest && (this.suppression.length === 0 || !this.suppressedByDrg(i, this.suppression))) highest = level;
      if (highest === 2) break;
    }
    return highest;
  }

  private named(name: FunctionName): boolean {
    switch (name) {
      case 'ALIVE':
        return !this.dead;
      case 'DIED':
        return this.dead;
      case 'AMA':
        return this.status === LEFT_AGAINST_ADVICE;
      case 'XFRNBA':
        return NEWBORN_TRANSFER.includes(this.status);
      case 'MULTST':
        return this.distinctTraumaSites() >= 2;
      case 'BILATERAL':
        return this.joints.filter((joint) => this.pxRaised[joint] === this.pxTurn).length >= 2;
      case 'FOUR_STENTS':
        return this.counted(this.stents, -1) >= 4;
      case 'FOUR_VESSELS':
        return this.counted(this.vessels, -1) >= 4;
      case 'FOUR_DRUG_ELUTING_STENTS':
        return this.counted(this.stents, this.drugStent) >= 4;
      case 'FOUR_NON_DRUG_ELUTING_STENTS':
        return this.counted(this.stents, this.plainStent) >= 4;
      case 'SINGLEFUSIONCTR':
        return this.fusions('sglantfuse') >= 1 && this.fusions('sglpostfuse') >= 1 && this.fusions('sglantfuse', 'sglpostfuse') >= 3;
      case 'SGLANTCTR':
        return this.fusions('sglantfuse') >= 2;
      case 'SGLPOST1CTR':
        return this.fusions('sglpostfuse1') >= 2;
      case 'SGLANTSECTXCTR':
        return this.fusions('sglantsectXfuse') >= 2;
      case 'SGLPOSTFUSECTR':
        return this.fusions('sglpostfuse') >= 2;
      case 'MULTFUSE':
        return this.fusions('sglantfuse') >= 2 || this.fusions('sglpostfuse1') >= 2;
      case 'ORPROC':
        return this.orOperands.some((operand) => this.pxRaised[operand] === this.pxTurn);
      case 'ANYDX':
      case 'MDC_20_FALL_THRU':
        return true;
      case 'INVALID_SEX':
        return this.sexMissing;
      case 'INVALID_DSTAT':
        return this.status === 0;
      case 'SDX_NOT_INCIDENT':
        for (let i = 0; i < this.secondaries; i++) if (!this.raises(this.sdxScheme[i] as number, this.incident)) return true;
        return false;
    }
  }

  private distinctTraumaSites(): number {
    return this.traumaSites.filter((site) => this.pdxRaised[site] === this.turn || this.sdxRaised[site] === this.turn).length;
  }

  /** The sites of trauma a diagnosis of a scheme belongs to. */
  traumaSitesOf(scheme: number): number[] {
    return this.traumaSites.filter((site) => this.raises(scheme, site));
  }

  jointsOf(pattern: number): number[] {
    return this.joints.filter((joint) => this.has(pattern, joint));
  }

  /** Sum over procedures of n for the n-th of some operands, of those that also raise another operand if one is named. */
  private counted(operands: readonly number[], together: number): number {
    let sum = 0;
    for (let n = 1; n <= operands.length; n++) {
      const operand = operands[n - 1] as number;
      for (let i = 0; i < this.procedures; i++) {
        const pattern = this.pattern[i] as number;
        if (!this.suppressed(i, this.list) && this.has(pattern, operand) && (together < 0 || this.has(pattern, together))) sum += n;
      }
    }
    return sum;
  }

  /** Number of procedures that raise any of the operands. */
  private fusions(...names: string[]): number {
    const operands = names.map((name) => this.tables.procedureOperand(name));
    let count = 0;
    for (let i = 0; i < this.procedures; i++)
      if (!this.suppressed(i, this.list) && operands.some((operand) => this.has(this.pattern[i] as number, operand))) count++;
    return count;
  }
}
