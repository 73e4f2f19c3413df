import { bareCode } from '../../codesets/code.js';
import { ClaimCodes } from '../inpatient-codes.js';
import type { DiagnosisSeverity, MsdrgClaim, MsdrgResult } from './claim.js';
import type { MsdrgDescriptions } from './descriptions.js';
import { formulaText, leaves } from './formula.js';
import { type MsdrgGrouper, msdrgVersionOf } from './grouper.js';
import { applyHospitalAcquired } from './hac.js';
import { CONTRIBUTING, LeafKind, type NamedLeaf, namedLeaf } from './leaves.js';
import { type Pass, passThroughLists } from './pass.js';
import { ClaimState } from './state.js';
import type { DrgRow } from './tables.js';

/** A leaf of a formula with the codes of the claim that answer it. */
export interface ExplainedLeaf {
  /** As the formula writes it. */
  readonly name: string;
  readonly holds: boolean;
  readonly codes: readonly string[];
}

/** A line of formulas that held. */
export interface ExplainedLine {
  /** 0 Pre-MDC, 1–25 an MDC, 29 procedures unrelated to the principal diagnosis. */
  readonly list: number;
  readonly rank: number;
  readonly drg: number;
  readonly reRoute: number;
  readonly formula: string;
  readonly leaves: readonly ExplainedLeaf[];
}

/** A DRG one fact away. Documentation decides; nothing here asks for it. */
export interface NearDrg {
  readonly drg: number;
  readonly title: string;
  /** Codes without which the claim groups there; or facts, one of which, if documented and coded, would lead there. */
  readonly without?: readonly string[];
  readonly oneOf?: readonly string[];
}

/** Why a claim groups as it does, to be checked against the Definitions Manual. */
export interface MsdrgExplanation {
  readonly result: MsdrgResult;
  readonly title: string;
  readonly mdc: {
    readonly number: number;
    readonly title: string;
    /** `principal`, `principal-and-sex`, `pre-mdc` (sent to another MDC), or `none`. */
    readonly by: 'principal' | 'principal-and-sex' | 'pre-mdc' | 'none';
    readonly code: string;
  };
  /** Lines that held before hospital-acquired conditions, in order, the last one deciding; and after them where that is different. */
  readonly initial: readonly ExplainedLine[];
  readonly final: readonly ExplainedLine[];
  readonly severities: readonly {
    readonly code: string;
    readonly own: 'MCC' | 'CC';
    readonly counted: DiagnosisSeverity;
    /** The principal diagnosis whose exclusion list cancels it, with the number of the list. */
    readonly excludedBy?: { readonly code: string; readonly list: number };
  }[];
  readonly hac: readonly { readonly number: number; readonly title: string; readonly codes: readonly string[] }[];
  readonly near: readonly NearDrg[];
}

const MOST_NEAR = 10;
const MOST_FACTS = 6;

/** Explains what the grouper decided. */
export class MsdrgExplainer {
  private readonly grouper: MsdrgGrouper;
  private readonly descriptions: MsdrgDescriptions;
  private readonly state: ClaimState;
  private readonly codes: ClaimCodes;

  constructor(grouper: MsdrgGrouper, descriptions: MsdrgDescriptions) {
    this.grouper = grouper;
    this.descriptions = descriptions;
    this.state = new ClaimState(grouper.tables);
    this.codes = new ClaimCodes(grouper.tables.codes);
  }

  /** @throws MedcodeError as {@link MsdrgGrouper.group} */
  explain(claim: MsdrgClaim): MsdrgExplanation {
    const { state, descriptions } = this;
    const result = this.grouper.group(claim);
    const version = msdrgVersionOf(claim);
    this.codes.read(claim);
    state.load(this.grouper.tables.version(version), claim, this.codes);
    const first = passThroughLists(state);
    const initial = this.lines(first);
    const near = first.row ? [...this.withOneLess(claim, version, result.initial.drg), ...this.withOneMore(first, version)] : [];
    const severities = this.severities(result);
    const outcome = first.row ? applyHospitalAcquired(state, first) : undefined;
    return {
      result,
      title: descriptions.drg(version, result.final.drg),
      mdc: this.mdc(first, version),
      initial,
      final: outcome?.status === 'FINAL_DRG_CHANGES' ? this.lines(outcome.final) : [],
      severities,
      hac: (outcome?.numbers ?? []).map((number) => ({
        number,
        title: descriptions.hac(version, number),
        codes: [...(outcome?.hits ?? [])].map((i) => this.diagnosis(i)),
      })),
      near: near.slice(0, MOST_NEAR),
    };
  }

  private mdc(pass: Pass, version: string): MsdrgExplanation['mdc'] {
    const { state } = this;
    const own = state.tables.schemeMdc[state.pdxScheme] as number;
    const by = !pass.row
      ? 'none'
      : pass.mdc !== state.mdc
        ? 'pre-mdc'
        : (state.version.maleMdc[state.codes.pdx] ?? 0) !== 0 && state.mdc !== own
          ? 'principal-and-sex'
          : 'principal';
    return { number: pass.mdc, title: pass.row ? this.descriptions.mdc(version, pass.mdc) : '', by, code: bareCode(state.claim.pdx.code) };
  }

  private lines(pass: Pass): ExplainedLine[] {
    return [...pass.reRoutes, ...(pass.row ? [pass.row] : [])].map((row) => this.line(row));
  }

  private line(row: DrgRow): ExplainedLine {
    const { state } = this;
    state.enter(row.list);
    state.judge(row.suppression);
    return {
      list: row.list,
      rank: row.rank,
      drg: row.drg,
      reRoute: row.reRoute,
      formula: formulaText(row.formula),
      leaves: [...new Set(leaves(row.formula))].map((name) => {
        const leaf = namedLeaf(name, state.tables);
        return { name, holds: state.holds(leaf.kind, leaf.operand), codes: this.answering(leaf, row) };
      }),
    };
  }

  /** Codes of the claim that answer a leaf. */
  private answering(leaf: NamedLeaf, row: DrgRow): string[] {
    const { state } = this;
    const secondaries = (wanted: (i: number) => boolean): string[] =>
      unique(state.claim.sdx.flatMap((_, i) => (wanted(i) ? [this.diagnosis(i)] : [])));
    const raises = (i: number): boolean => state.raises(state.sdxScheme[i] as number, leaf.operand);
    const principal = state.raises(state.pdxScheme, leaf.operand) ? [bareCode(state.claim.pdx.code)] : [];
    switch (leaf.kind) {
      case LeafKind.PROCEDURE:
        return this.procedures([leaf.operand]);
      case LeafKind.PDX:
        return principal;
      case LeafKind.SDX:
        return secondaries(raises);
      case LeafKind.ANY:
      case LeafKind.ONLY:
        return [...principal, ...secondaries(raises)];
      case LeafKind.MCC:
        return secondaries((i) => state.level[i] === 2 && !state.suppressedByDrg(i, row.suppression));
      case LeafKind.CC:
        return secondaries((i) => state.level[i] === 1 && !state.suppressedByDrg(i, row.suppression));
      default:
        if (leaf.name === 'MULTST')
          return [
            ...(state.traumaSitesOf(state.pdxScheme).length > 0 ? [bareCode(state.claim.pdx.code)] : []),
            ...secondaries((i) => state.traumaSitesOf(state.sdxScheme[i] as number).length > 0),
          ];
        return this.procedures((CONTRIBUTING[leaf.name] ?? []).map((name) => state.tables.procedureOperand(name)));
    }
  }

  private procedures(operands: readonly number[]): string[] {
    const { state } = this;
    const has = (pattern: number): boolean => operands.some((operand) => state.has(pattern, operand));
    const direct = state.claim.px.flatMap((code, i) =>
      has(state.pattern[i] as number) && !state.suppressed(i, state.list) ? [bareCode(code)] : [],
    );
    const together = state.clusters
      .filter(({ pattern }) => has(pattern))
      .flatMap(({ choices }) => state.claim.px.filter((_, i) => choices.some((codes) => codes.includes(state.px[i] as number))));
    return unique([...direct, ...together.map(bareCode)]);
  }

  private diagnosis(i: number): string {
    return bareCode(this.state.claim.sdx[i]?.code ?? '');
  }

  private severities(result: MsdrgResult): MsdrgExplanation['severities'] {
    const { state } = this;
    return result.sdx.flatMap(({ code, severity }, i) => {
      const own = state.ownLevel(i);
      if (own === 0) return [];
      const list = state.version.exclusionGroup[state.codes.pdx] ?? 0;
      return [
        {
          code,
          own: own === 2 ? ('MCC' as const) : ('CC' as const),
          counted: severity,
          ...(state.excluded[i] === 1 ? { excludedBy: { code: bareCode(state.claim.pdx.code), list } } : {}),
        },
      ];
    });
  }

  /** DRGs that one more fact – a severity, a procedure or a diagnosis of a list – would give. */
  private withOneMore(pass: Pass, version: string): NearDrg[] {
    const { state } = this;
    const preMdc = new Set((state.version.lists[0] ?? []).map(({ drg }) => drg));
    const rank = ({ drg, oneOf = [] }: NearDrg): number =>
      preMdc.has(drg)
        ? 3
        : oneOf.some((fact) => fact === 'MCC' || fact === 'CC')
          ? 0
          : oneOf.some((fact) => fact.startsWith('SDX:'))
            ? 1
            : 2;
    const facts = new Map<number, Set<string>>();
    const note = (drg: number | undefined, fact: string): void => {
      if (drg === undefined || drg === pass.row?.drg) return;
      const known = facts.get(drg) ?? new Set();
      facts.set(drg, known.add(fact));
    };
    const assuming = (kind: number, operand: number): number | undefined =>
      passThroughLists(state, {
        holds: (k, o) => {
          if (kind === LeafKind.MCC && k === LeafKind.CC) return false;
          return (k === kind && o === operand) || state.holds(k, o);
        },
      }).row?.drg;
    state.judge([]);
    if (state.severity() < 2) note(assuming(LeafKind.MCC, 0), 'MCC');
    state.judge([]);
    if (state.severity() < 1) note(assuming(LeafKind.CC, 0), 'CC');
    const lists = unique([0, state.mdc, pass.mdc, ...pass.reRoutes.map(({ reRoute }) => reRoute)]);
    const names = unique(lists.flatMap((list) => (state.version.lists[list] ?? []).flatMap(({ formula }) => leaves(formula))));
    for (const name of names) {
      const leaf = namedLeaf(name, state.tables);
      if (leaf.kind === LeafKind.PROCEDURE || leaf.kind === LeafKind.SDX) note(assuming(leaf.kind, leaf.operand), name);
    }
    return [...facts]
      .map(([drg, names]) => ({ drg, title: this.descriptions.drg(version, drg), oneOf: [...names].slice(0, MOST_FACTS) }))
      .sort((a, b) => rank(a) - rank(b) || a.drg - b.drg);
  }

  /** DRGs the claim would have without one of its codes. */
  private withOneLess(claim: MsdrgClaim, version: string, drg: number): NearDrg[] {
    const codes = new Map<number, string[]>();
    const note = (changed: MsdrgClaim, code: string): void => {
      const now = this.grouper.group(changed).initial.drg;
      if (now !== drg) codes.set(now, [...(codes.get(now) ?? []), bareCode(code)]);
    };
    for (const code of unique(claim.sdx.map((sdx) => sdx.code)))
      note({ ...claim, sdx: claim.sdx.filter((sdx) => sdx.code !== code) }, code);
    for (const code of unique(claim.px)) note({ ...claim, px: claim.px.filter((px) => px !== code) }, code);
    return [...codes].map(([near, without]) => ({ drg: near, title: this.descriptions.drg(version, near), without }));
  }
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
