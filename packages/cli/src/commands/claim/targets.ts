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

/** Every form of `medcode claim build --to`, each in its own file; what makes it is loaded when it is asked for. */
export const TARGETS: readonly { readonly name: string; readonly load: () => Promise<ClaimTarget> }[] = [
  { name: '837p', load: async () => (await import('./target-837.js')).target837P },
  { name: '837i', load: async () => (await import('./target-837.js')).target837I },
  { name: 'cms1500', load: async () => (await import('./target-form.js')).targetCms1500 },
  { name: 'ub04', load: async () => (await import('./target-form.js')).targetUb04 },
  { name: 'page', load: async () => (await import('./target-form.js')).targetPage },
  { name: 'fhir', load: async () => (await import('./target-fhir.js')).targetFhir },
];
