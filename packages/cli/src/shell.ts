import { MedcodeError } from '@medcode/core/errors';
import { type Day, day } from '@medcode/core/model/date';
import type { Engine } from './engine.js';
import type { LookupEngine } from './lookup-engine.js';

/** What every command gets: the engine, and where to put its exit status. */
export interface Shell {
  readonly engine: LookupEngine;
  readonly exit: { code: number };
}

/** The same for commands that read notes. */
export interface CodingShell extends Shell {
  readonly engine: Engine;
}

/** The date of service of a command. @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID */
export function requiredDate(text: string | undefined): Day {
  if (text === undefined) throw new MedcodeError('MC_DATE_MISSING', 'the date of service decides which release answers');
  return day(text);
}
