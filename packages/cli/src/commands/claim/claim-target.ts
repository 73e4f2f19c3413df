import type { BuiltClaims } from '@medcode/core/claims/build';
import type { BuildInput } from '@medcode/core/claims/build/input';
import type { MissingFact } from '@medcode/core/claims/build/missing';

/** Whole claims in the form they travel in, or what is missing for it. */
export type MadeClaims = (BuiltClaims & { readonly output: string | Uint8Array }) | { readonly missing: readonly MissingFact[] };

/** A form that claims are made in. */
export interface ClaimTarget {
  /** As `--to` names it. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Envelope facts (sender, control number, day of writing) are asked for. */
  readonly hasEnvelope: boolean;
  readonly make: (input: BuildInput) => Promise<MadeClaims>;
}
