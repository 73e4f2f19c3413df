import type { AffectsDrg } from './claim.js';
import { trueLeaves } from './formula.js';
import { CONTRIBUTING, FUNCTIONS, type FunctionName, LeafKind } from './leaves.js';
import type { Pass } from './pass.js';
import type { ClaimState } from './state.js';
import type { Cluster, DrgRow } from './tables.js';

const INITIAL = 1;
const FINAL = 2;
const AFFECTS: readonly AffectsDrg[] = ['NONE', 'INITIAL', 'FINAL', 'BOTH'];

/** Which secondary diagnoses and procedures made the DRG: for each true leaf of the deciding line, the code that answered it. */
export class Marks {
  private readonly state: ClaimState;
  private diagnoses = new Uint8Array(16);
  private procedures = new Uint8Array(16);
  /** Procedures marked in this pass for an operand of their own, not as part of a cluster. */
  private asItself = new Uint8Array(16);
  private bit = INITIAL;
  /** Severities before the hospital-acquired condition provision. */
  private levels: Uint8Array = new Uint8Array(0);

  constructor(state: ClaimState) {
    this.state = state;
  }

  begin(): void {
    const { secondaries, procedures } = this.state;
    if (secondaries > this.diagnoses.length) this.diagnoses = new Uint8Array(secondaries);
    if (procedures > this.procedures.length) {
      this.procedures = new Uint8Array(procedures);
      this.asItself = new Uint8Array(procedures);
    }
    this.diagnoses.fill(0);
    this.procedures.fill(0);
  }

  ofDiagnosis(i: number): AffectsDrg {
    return AFFECTS[this.diagnoses[i] as number] as AffectsDrg;
  }

  ofProcedure(i: number): AffectsDrg {
    return AFFECTS[this.procedures[i] as number] as AffectsDrg;
  }

  diagnosis(i: number, when: 'INITIAL' | 'FINAL'): void {
    this.diagnoses[i] = (this.diagnoses[i] as number) | (when === 'INITIAL' ? INITIAL : FINAL);
  }

  /** Marks what answered the deciding line of a pass, and the line of list 0 that sent the claim to its MDC. */
  add(pass: Pass, when: 'INITIAL' | 'FINAL', levels: Uint8Array): void {
    if (!pass.row) return;
    this.bit = when === 'INITIAL' ? INITIAL : FINAL;
    this.levels = levels;
    this.asItself.fill(0);
    this.line(pass.row);
    for (const row of pass.reRoutes) if (row.list === 0) this.line(row);
  }

  private line(row: DrgRow): void {
    const { state } = this;
    state.enter(row.list);
    state.judge(row.suppression);
    const visited = trueLeaves(row.program, state);
    for (let k = visited.length - 2; k >= 0; k -= 2) this.leaf(visited[k] as number, visited[k + 1] as number, row);
  }

  private leaf(kind: number, operand: number, row: DrgRow): void {
    const { state } = this;
    switch (kind) {
      case LeafKind.PROCEDURE:
        return this.procedure(operand);
      case LeafKind.ANY:
        if (state.holds(LeafKind.PDX, operand)) return;
        return this.secondary((i) => state.raises(state.sdxScheme[i] as number, operand));
      case LeafKind.SDX:
        if (row.drg === 794) return;
        return this.secondary((i) => state.raises(state.sdxScheme[i] as number, operand));
      case LeafKind.MCC:
      case LeafKind.CC: {
        const level = kind === LeafKind.MCC ? 2 : 1;
        return this.secondary((i) => this.levels[i] === level && !state.suppressedByDrg(i, row.suppression));
      }
      case LeafKind.FUNCTION:
        return this.named(FUNCTIONS[operand] as FunctionName);
      default:
        return;
    }
  }

  /** The first of the secondary diagnoses that answer. */
  private secondary(answers: (i: number) => boolean): void {
    let best = -1;
    for (let i = 0; i < this.state.secondaries; i++) if (answers(i) && (best < 0 || this.ahead(i, best))) best = i;
    if (best >= 0) this.diagnoses[best] = (this.diagnoses[best] as number) | this.bit;
  }

  /** Diagnoses answer in the order of their own severity, excluded or not, then by code; of equal ones the first on the claim. */
  private ahead(a: number, b: number): boolean {
    const { state } = this;
    const { sdx } = state.claim;
    const more = state.ownLevel(a) - state.ownLevel(b);
    return more !== 0 ? more > 0 : (sdx[a] as { code: string }).code < (sdx[b] as { code: string }).code;
  }

  /** A code that raises the operand itself; else the codes of the first cluster that does. */
  private procedure(operand: number): void {
    const { state } = this;
    if (this.visible((pattern) => state.has(pattern, operand)).some((i) => this.asItself[i] === 1)) return;
    this.oneOf([operand]);
  }

  private oneOf(operands: readonly number[]): void {
    const { state } = this;
    const raises = (pattern: number): boolean => operands.some((operand) => state.has(pattern, operand));
    const direct = this.visible(raises);
    if (direct.length > 0) return this.mark(this.firstOf(direct));
    const cluster = state.clusters.find(({ pattern }) => raises(pattern));
    if (cluster) this.cluster(cluster);
  }

  private mark(i: number): void {
    this.asItself[i] = 1;
    this.procedures[i] = (this.procedures[i] as number) | this.bit;
  }

  /** The first procedure of each choice. */
  private cluster(cluster: Cluster): void {
    const { state } = this;
    for (const codes of cluster.choices)
      for (let i = 0; i < state.procedures; i++)
        if (codes.includes(state.px[i] as number)) {
          this.procedures[i] = (this.procedures[i] as number) | this.bit;
          break;
        }
  }

  /** Procedures with an operand that no cluster hides, in this list or in the MDC of the principal diagnosis. */
  private visible(wanted: (pattern: number) => boolean): number[] {
    const { state } = this;
    const found: number[] = [];
    for (let i = 0; i < state.procedures; i++)
      if (wanted(state.pattern[i] as number) && !state.suppressed(i, state.list) && !state.suppressed(i, state.mdc)) found.push(i);
    return found;
  }

  /** The principal procedure comes first – from v41.0 only when it is an operating room procedure, else last –, then by code. */
  private firstOf(found: readonly number[]): number {
    let best = found[0] as number;
    for (const i of found) if (this.before(i, best)) best = i;
    return best;
  }

  private before(a: number, b: number): boolean {
    const rank = (i: number): number => (i !== 0 ? 1 : this.state.version.number >= 410 && !this.state.operatingRoom(0) ? 2 : 0);
    const { px } = this.state.claim;
    return rank(a) !== rank(b) ? rank(a) < rank(b) : (px[a] as string) < (px[b] as string);
  }

  private named(name: FunctionName): void {
    const { state } = this;
    if (name === 'MULTST') return this.trauma();
    if (name === 'BILATERAL') return this.joints();
    if (name === 'SDX_NOT_INCIDENT') {
      const incident = state.tables.diagnosisOperand('incident');
      return this.secondary((i) => !state.raises(state.sdxScheme[i] as number, incident));
    }
    const operands = CONTRIBUTING[name]?.map((operand) => state.tables.procedureOperand(operand));
    if (!operands) return;
    if (name === 'ORPROC') return this.oneOf(operands);
    // The reference counts each code of a fusion once before hospital-acquired conditions and all copies after them.
    this.all(operands, name === 'SINGLEFUSIONCTR' && this.bit === INITIAL);
  }

  /** Secondary diagnoses that add a site of trauma, until there are two sites. */
  private trauma(): void {
    const { state } = this;
    const sites = new Set(state.traumaSitesOf(state.pdxScheme));
    const order = Array.from({ length: state.secondaries }, (_, i) => i).sort((a, b) => (this.ahead(a, b) ? -1 : this.ahead(b, a) ? 1 : 0));
    for (const i of order) {
      if (sites.size >= 2) return;
      const before = sites.size;
      for (const site of state.traumaSitesOf(state.sdxScheme[i] as number)) sites.add(site);
      if (sites.size > before) this.diagnoses[i] = (this.diagnoses[i] as number) | this.bit;
    }
  }

  /** The first two procedures on different joints. */
  private joints(): void {
    const { state } = this;
    const joints = new Set<number>();
    const found = this.visible((pattern) => state.jointsOf(pattern).length > 0);
    found.sort((a, b) => (this.before(a, b) ? -1 : 1));
    for (const i of found) {
      if (joints.size >= 2) return;
      const before = joints.size;
      for (const joint of state.jointsOf(state.pattern[i] as number)) joints.add(joint);
      if (joints.size > before) this.mark(i);
    }
    for (const cluster of state.clusters) {
      if (joints.size >= 2) return;
      const before = joints.size;
      for (const joint of state.jointsOf(cluster.pattern)) joints.add(joint);
      if (joints.size > before) this.cluster(cluster);
    }
  }

  /** Every procedure with one of the operands. @param once leaves out further copies of a code */
  private all(operands: readonly number[], once = false): void {
    const { state } = this;
    const found = this.visible((pattern) => operands.some((operand) => state.has(pattern, operand)));
    for (const i of found) if (!once || found.find((j) => state.px[j] === state.px[i]) === i) this.mark(i);
  }
}
