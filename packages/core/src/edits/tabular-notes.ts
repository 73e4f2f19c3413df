import { type CodeKey, codeKey, dottedCode } from '../codesets/code.js';
import type { Icd10cm } from '../codesets/icd10cm.js';
import type { Instruction } from '../codesets/instructions.js';
import type { Reaches } from '../codesets/tabular.js';
import type { Day } from '../model/date.js';
import { type EditContext, NO_DATE, type Params, type Report } from './edit.js';
import type { Subject, SubjectDiagnosis } from './subject.js';

/** A reported diagnosis with what the notes of the Tabular List say of it. */
export interface NotedDiagnosis {
  readonly at: string;
  readonly code: string;
  readonly role: SubjectDiagnosis['role'];
  readonly key: CodeKey;
  readonly reaches: Reaches;
  /** Place in the sequence: 0 is principal or first-listed. */
  readonly rank: number;
}

/** The last subject prepared, by code set: the edits of one family ask one after another. */
const prepared = new WeakMap<Icd10cm, { readonly subject: Subject; readonly noted: readonly NotedDiagnosis[] }>();

/**
 * The diagnoses a claim reports, with their notes. What was thought on admission or brought the patient in (admitting diagnosis, reason
 * for the visit) is told beside them, not with them. Codes that no edition has are left to the edit of valid codes.
 */
export function notedDiagnoses(subject: Subject, { icd }: EditContext, report: Report): readonly NotedDiagnosis[] {
  if (subject.diagnoses.length === 0) return [];
  if (subject.codesOn === undefined) {
    report.notChecked(NO_DATE);
    return [];
  }
  report.used('icd10cm/notes', subject.codesOn);
  const known = prepared.get(icd);
  if (known?.subject === subject) return known.noted;
  const noted = read(subject, subject.codesOn, icd);
  prepared.set(icd, { subject, noted });
  return noted;
}

/** Whether a diagnosis is said to be of another code system. */
export function isOtherSystem({ input }: Subject, at: string): boolean {
  const { system } = input.diagnoses[Number(at.slice(at.lastIndexOf('/') + 1))] ?? {};
  return system !== undefined && system !== 'icd10cm';
}

function read(subject: Subject, on: Day, icd: Icd10cm): NotedDiagnosis[] {
  const tabular = icd.tabular(on);
  const out: NotedDiagnosis[] = [];
  let rank = 0;
  for (const { at, code, role } of subject.diagnoses) {
    rank++;
    if (role === 'admitting' || role === 'reason-for-visit' || isOtherSystem(subject, at)) continue;
    const key = codeKey(code);
    if (key < 0 || icd.table.findKey(key) === -1) continue;
    out.push({ at, code, role, key, reaches: tabular.reachesOf(code), rank: role === 'principal' ? 0 : rank });
  }
  return out;
}

/** Whether one diagnosis stands before another. External causes of a facility claim have a list of their own, and no order to the rest. */
export function standsBefore(one: NotedDiagnosis, other: NotedDiagnosis): boolean {
  return (one.role === 'external-cause') === (other.role === 'external-cause') && one.rank < other.rank;
}

const NONE: readonly NotedDiagnosis[] = [];

/** The reported diagnoses that an instruction at one of them names. */
export function namedBy(instruction: Instruction, at: NotedDiagnosis, noted: readonly NotedDiagnosis[]): readonly NotedDiagnosis[] {
  const reach = at.reaches[instruction.kind];
  if (!reach) return NONE;
  let named: NotedDiagnosis[] | undefined;
  for (const other of noted) {
    if (other.key === at.key || !reach.names(instruction, other.code, other.key)) continue;
    if (named) named.push(other);
    else named = [other];
  }
  return named ?? NONE;
}

/** "Code first, for adverse effects, …" stands above poisonings and underdosing as well: the sixth character, else the fifth, says which a code is. */
export function holdsFor({ heading }: Instruction, { code }: NotedDiagnosis): boolean {
  return !/\bfor adverse effects\b/.test(heading) || (code[5] === undefined || code[5] === 'X' ? code[4] : code[5]) === '5';
}

/**
 * A note as findings quote it: the place it stands at and its words, which are a federal text.
 * @param line the line that names a code, where the heading alone says too little
 */
export function quoted({ from, heading }: Instruction, line = heading): Params {
  const words = [heading, line === heading ? '' : line].map((text) => text.trim().replace(/^, /, '').replace(/\.$/, ''));
  return { from: /^chapter |-/.test(from) ? from : dottedCode(from), note: words.filter(Boolean).join(' ').replace(/:$/, '') };
}

/** The line of an instruction that names a diagnosis. */
export function lineNaming(instruction: Instruction, at: NotedDiagnosis, named: NotedDiagnosis): string | undefined {
  return at.reaches[instruction.kind]?.lineNaming(instruction, named.code, named.key)?.note.text;
}

/** The codes an instruction names, as printed: `N18.1-N18.4, N18.9`. */
export function namedCodes({ lines }: Instruction): string {
  return [...new Set(lines.flatMap(({ references }) => references.map(({ text }) => text)))].join(', ');
}

/** The Tabular List, as edits cite it. */
export const TABULAR_LIST = {
  authority: 'CDC/NCHS',
  document: 'ICD-10-CM Tabular List of Diseases and Injuries',
  section: 'instructional notations',
};
