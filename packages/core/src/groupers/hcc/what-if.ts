import { MedcodeError } from '../../errors.js';
import type { Beneficiary } from './person.js';
import type { RiskModels } from './risk-models.js';
import type { RiskScore, ScorePart } from './scorer.js';
import { bareDiagnosis } from './tables.js';

/** A diagnosis more or less. */
export interface Change {
  readonly kind: 'add' | 'drop';
  /** Without dot. */
  readonly code: string;
}

/** What a change of diagnoses does to a score. */
export interface RiskDifference {
  /** Changed minus base. */
  readonly score: number;
  readonly adjustedScore?: number;
  readonly hccsGained: readonly string[];
  readonly hccsLost: readonly string[];
  /** Variables with another coefficient than before: from and to, 0 where it does not count. */
  readonly variables: readonly { readonly variable: string; readonly from: number; readonly to: number }[];
}

export interface WhatIf {
  readonly changes: readonly Change[];
  readonly changed: RiskScore;
  readonly difference: RiskDifference;
}

/** Reads `add:E11.9` or `drop:E119`. @throws MedcodeError MC_USAGE, MC_CODE_MALFORMED */
export function readChange(text: string): Change {
  const match = /^(add|drop):(.+)$/i.exec(text.trim());
  if (!match) throw new MedcodeError('MC_USAGE', `a change is add:CODE or drop:CODE, not ${JSON.stringify(text.slice(0, 40))}`);
  const code = bareDiagnosis((match[2] as string).trim());
  if (code === undefined) throw new MedcodeError('MC_CODE_MALFORMED', `${JSON.stringify(text.slice(0, 40))} names no code`);
  return { kind: (match[1] as string).toLowerCase() as Change['kind'], code };
}

/**
 * The score as it is and as it would be with other diagnoses. It says what the model does, not what may be coded: a diagnosis needs its
 * documentation.
 * @throws MedcodeError as {@link RiskModels.score}
 */
export function whatIf(models: RiskModels, person: Beneficiary, base: RiskScore, changes: readonly Change[]): WhatIf {
  let dx: readonly string[] = person.dx;
  for (const { kind, code } of changes)
    dx = kind === 'add' ? [...dx, code] : dx.filter((one) => (bareDiagnosis(one.trim()) ?? one) !== code);
  const changed = models.score({ ...person, dx: [...dx] });
  const before = byVariable(base.parts);
  const after = byVariable(changed.parts);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return {
    changes,
    changed,
    difference: {
      score: minus(changed.score, base.score),
      ...(changed.adjustedScore === undefined || base.adjustedScore === undefined
        ? {}
        : { adjustedScore: minus(changed.adjustedScore, base.adjustedScore) }),
      hccsGained: changed.hccs.filter((hcc) => !base.hccs.includes(hcc)),
      hccsLost: base.hccs.filter((hcc) => !changed.hccs.includes(hcc)),
      variables: names
        .map((variable) => ({ variable, from: before.get(variable) ?? 0, to: after.get(variable) ?? 0 }))
        .filter(({ from, to }) => from !== to),
    },
  };
}

function byVariable(parts: readonly ScorePart[]): Map<string, number> {
  return new Map(parts.map(({ variable, coefficient }) => [variable, coefficient]));
}

/** The difference of two scores of three decimals, exactly. */
function minus(a: number, b: number): number {
  return (Math.round(a * 1000) - Math.round(b * 1000)) / 1000;
}
