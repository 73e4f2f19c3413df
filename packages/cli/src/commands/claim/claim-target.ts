import type { BuiltClaims } from '@medcode/core/claims/build';
import type { BuildInput } from '@medcode/core/claims/build/input';
import type { MissingFact } from '@medcode/core/claims/build/missing';

/** Whole claims in the form they travel in, or what is missing for it. */
export type MadeClaims = (BuiltClaims & { readonly output: string | Uint8Array }) | { readonly missing: readonly MissingFact[] };

/** What only some forms know. */
export interface TargetOptions {
  /** Moves what is printed right and down, in points. */
  readonly shift?: { readonly x: number; readonly y: number };
}

/** A form that claims are made in. */
export interface ClaimTarget {
  /** As `--to` names it. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Carries the day of writing, and an envelope where it has one. */
  readonly isDated: boolean;
  readonly make: (input: BuildInput, options: TargetOptions) => Promise<MadeClaims>;
}
