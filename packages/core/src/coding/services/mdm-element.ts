import type { MdmLevelName } from '../../model/encounter.js';
import type { Evidence } from '../../model/note.js';
import type { MdmLevel } from './service-tables.js';

export const MDM_WORDS: Readonly<Record<MdmLevel, MdmLevelName>> = { 1: 'straightforward', 2: 'low', 3: 'moderate', 4: 'high' };

/** One element of medical decision making with what carried it. */
export interface MdmElement {
  readonly level: MdmLevel;
  readonly because: string;
  readonly evidence: readonly Evidence[];
}
