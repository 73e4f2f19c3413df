import type { ClaimTarget } from './claim-target.js';

/** Every form of `medcode claim build --to`, each in its own file; what makes it is loaded when it is asked for. */
export const TARGETS: readonly { readonly name: string; readonly load: () => Promise<ClaimTarget> }[] = [
  { name: '837p', load: async () => (await import('./target-837.js')).target837P },
  { name: '837i', load: async () => (await import('./target-837.js')).target837I },
];
