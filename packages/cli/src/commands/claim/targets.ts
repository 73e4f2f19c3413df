import type { ClaimTarget } from './claim-target.js';

/** Every form of `medcode claim build --to`, each in its own file; what makes it is loaded when it is asked for. */
export const TARGETS: readonly { readonly name: string; readonly load: () => Promise<ClaimTarget> }[] = [
  { name: '837p', load: async () => (await import('./target-837.js')).target837P },
  { name: '837i', load: async () => (await import('./target-837.js')).target837I },
  { name: 'cms1500', load: async () => (await import('./target-form.js')).targetCms1500 },
  { name: 'ub04', load: async () => (await import('./target-form.js')).targetUb04 },
  { name: 'page', load: async () => (await import('./target-form.js')).targetPage },
  { name: 'fhir', load: async () => (await import('./target-fhir.js')).targetFhir },
];
