import { code, type Visit } from './engine.js';

/** The services of a note, each as `code-modifiers × units`; one unit is not written. */
export function servicesOf(visit: Visit): string[] {
  return code(visit).services.map(
    ({ code: service, modifiers, units }) => `${[service, ...modifiers].join('-')}${units === 1 ? '' : ` × ${units}`}`,
  );
}

/** A case: what it is about, the note, and its whole list of services. */
export type ServiceCase = readonly [string, Visit, readonly string[]];
