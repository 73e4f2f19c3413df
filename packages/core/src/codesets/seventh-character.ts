import type { Day } from '../model/date.js';
import type { Icd10cm } from './icd10cm.js';

/** What is wrong with a code at its 7th character and nowhere else (guidelines I.A.4 and I.A.5). */
export interface SeventhCharacterFault {
  /** None is there; it stands too early, without the placeholders before it; the category does not list it; the code takes none. */
  readonly fault: 'missing' | 'placeholder' | 'not-listed' | 'not-taken';
  /** The code without it, and without placeholders. */
  readonly stem: string;
  /** Those the code may take: letter and meaning. */
  readonly characters: readonly { readonly char: string; readonly text: string }[];
  /** The code that was meant, where only one can be. */
  readonly suggestion?: string;
}

/**
 * Whether a code that is not billable on a date fails by its 7th character alone.
 * @param code capitals, without dot
 */
export function seventhCharacterFault(icd: Icd10cm, code: string, on: Day): SeventhCharacterFault | undefined {
  const id = icd.table.find(code);
  if (id !== -1) {
    const characters = icd.table.statusOn(id, on) === 0 ? takenBy(icd, code, on) : undefined;
    if (!characters) return undefined;
    const [only] = characters;
    const suggestion = characters.length === 1 && only ? { suggestion: code.padEnd(6, 'X') + only.char } : {};
    return { fault: 'missing', stem: code, characters, ...suggestion };
  }
  const character = code.slice(-1);
  const stem = code.slice(0, -1).replace(/X+$/, '');
  const below = icd.table.find(stem);
  const status = below === -1 ? -1 : icd.table.statusOn(below, on);
  if (status === 1) return code.length === 7 ? { fault: 'not-taken', stem, characters: [], suggestion: stem } : undefined;
  const characters = status === 0 ? takenBy(icd, stem, on) : undefined;
  if (!characters) return undefined;
  const listed = characters.some(({ char }) => char === character);
  if (code.length === 7) return listed ? undefined : { fault: 'not-listed', stem, characters };
  return listed ? { fault: 'placeholder', stem, characters, suggestion: stem.padEnd(6, 'X') + character } : undefined;
}

/** The 7th characters of a code that lacks nothing else; undefined when characters before the 7th are still open. */
function takenBy(icd: Icd10cm, code: string, on: Day): SeventhCharacterFault['characters'] | undefined {
  const id = icd.table.find(code);
  if (id === -1) return undefined;
  const children = icd.table.children(id).filter((child) => icd.table.statusOn(child, on) >= 0);
  if (children.length === 0 || children.some((child) => icd.table.code(child).length !== 7)) return undefined;
  return icd.seventhCharacters(code, on)?.characters;
}
