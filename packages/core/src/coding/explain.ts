import { bareCode, dottedCode, stemRange } from '../codesets/code.js';
import type { CodeId } from '../codesets/code-table.js';
import type { CodeName, Icd10cm } from '../codesets/icd10cm.js';
import type { Lexicon } from '../codesets/lexicon.js';
import { SMALL_WORDS, tokenise } from '../codesets/words.js';
import { MedcodeError } from '../errors.js';
import { day } from '../model/date.js';
import type { CodedDiagnosis, Encounter, NotCoded } from '../model/encounter.js';

/** A code close to the one asked for, and what keeps the two apart. */
export interface Neighbour extends CodeName {
  /** What it says that the code asked for does not, in the words of its title. */
  readonly says: readonly string[];
  /** Of these, the words the note has too. */
  readonly documented: readonly string[];
  /** It is in the answer as well, or was left out for this reason. */
  readonly standing: 'coded' | 'suggestion' | 'left out' | 'not documented';
  readonly reason?: string;
}

/** Why a code is in the answer for a note or not, and why not its neighbours. */
export interface Explanation extends CodeName {
  readonly standing: 'coded' | 'suggestion' | 'left out' | 'not found';
  /** Position in the answer, from 1. */
  readonly position?: number;
  readonly diagnosis?: CodedDiagnosis;
  readonly leftOut: readonly NotCoded[];
  readonly neighbours: readonly Neighbour[];
}

/** At most so many neighbours are explained. */
const MOST_NEIGHBOURS = 12;

/**
 * Explains one code against a coded encounter: the words, path and rules behind it, or why it is not there; then its neighbours – what the
 * engine held as alternatives and the codes beside it in the Tabular List – with what each would need the note to say.
 * @param code ICD-10-CM, dot optional
 * @throws MedcodeError MC_CODE_UNKNOWN when the code does not exist on the date of the encounter
 */
export function explainCode(code: string, encounter: Encounter, icd: Icd10cm, lexicon: Lexicon): Explanation {
  const date = day(encounter.date);
  const bare = bareCode(code);
  const id = icd.table.find(bare);
  if (id === -1 || icd.table.statusOn(id, date) === -1)
    throw new MedcodeError('MC_CODE_UNKNOWN', `${code} is no ICD-10-CM code on ${encounter.date}`);
  const name = icd.name(id, date);
  const at = encounter.diagnoses.findIndex((diagnosis) => diagnosis.code === name.code);
  const diagnosis = encounter.diagnoses[at];
  const leftOut = encounter.notCoded.filter((item) => item.code === name.code);
  const note = new Set(encounter.documents.flatMap((document) => tokenise(document.text).map((token) => lexicon.folding.stem(token.word))));
  const own = new Set(tokenise(name.title).map((token) => lexicon.folding.stem(token.word)));
  const neighbours = [...(diagnosis?.alternatives ?? []), ...siblings(icd, bare, encounter)]
    .filter((other, i, all) => other.code !== name.code && all.findIndex((one) => one.code === other.code) === i)
    .slice(0, MOST_NEIGHBOURS)
    .map((other): Neighbour => {
      const words = tokenise(other.title).filter(
        ({ word }, i, all) =>
          !SMALL_WORDS.has(word) &&
          !EMPTY.has(word) &&
          all.findIndex((one) => one.word === word) === i &&
          !own.has(lexicon.folding.stem(word)),
      );
      const asWritten = ({ start, end }: { start: number; end: number }): string => other.title.slice(start, end).toLowerCase();
      const given = encounter.diagnoses.find((one) => one.code === other.code);
      const dropped = encounter.notCoded.find((one) => one.code === other.code);
      return {
        ...other,
        says: words.map(asWritten),
        documented: words.filter(({ word }) => note.has(lexicon.folding.stem(word))).map(asWritten),
        standing: given ? (given.band === 'suggestion' ? 'suggestion' : 'coded') : dropped ? 'left out' : 'not documented',
        ...(dropped && !given ? { reason: `“${dropped.text}”: ${dropped.reason}` } : {}),
      };
    });
  const standing = diagnosis ? (diagnosis.band === 'suggestion' ? 'suggestion' : 'coded') : leftOut.length > 0 ? 'left out' : 'not found';
  return { ...name, standing, ...(diagnosis ? { position: at + 1, diagnosis } : {}), leftOut, neighbours };
}

/** Words of a title that tell nothing apart. */
const EMPTY: ReadonlySet<string> = new Set(['unspecified', 'other', 'specified', 'not', 'elsewhere', 'classified']);

/** Billable codes beside a code: of the same stem one character shorter, then of the same category. */
function siblings(icd: Icd10cm, bare: string, encounter: Encounter): CodeName[] {
  const date = day(encounter.date);
  const out: CodeName[] = [];
  for (const stem of [bare.slice(0, -1), bare.slice(0, 3)]) {
    if (stem.length < 3) continue;
    const { first, last } = icd.table.range(stemRange(stem));
    for (let at = first; at < last && out.length < MOST_NEIGHBOURS; at++) {
      const id = at as CodeId;
      if (!icd.table.billableOn(id, date) || icd.table.code(id) === bare) continue;
      const code = dottedCode(icd.table.code(id));
      if (!out.some((one) => one.code === code)) out.push(icd.name(id, date));
    }
  }
  return out;
}
