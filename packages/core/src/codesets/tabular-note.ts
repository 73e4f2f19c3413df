import type { CodeReference } from './note-references.js';

/** Kinds of note in the ICD-10-CM Tabular List, in the order a coder reads them. */
export const NOTE_KINDS = [
  'includes',
  'inclusionTerm',
  'excludes1',
  'excludes2',
  'codeFirst',
  'useAdditionalCode',
  'codeAlso',
  'notes',
  'sevenChrNote',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** A note and the place it stands at: a code, a section (`E08-E13`) or a chapter (`chapter 4`). */
export interface TabularNote {
  readonly kind: NoteKind;
  readonly text: string;
  readonly from: string;
}

/** A note with the codes it names. */
export interface NoteReference {
  readonly note: TabularNote;
  readonly references: readonly CodeReference[];
}
