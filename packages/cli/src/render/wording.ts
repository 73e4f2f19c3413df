import type { LifeEvent } from '@medcode/core/codesets/icd10cm';
import type { NoteKind } from '@medcode/core/codesets/tabular-note';

/** Kinds of tabular note, as people read them. */
export const NOTE_WORDS: Readonly<Record<NoteKind, string>> = {
  includes: 'Includes',
  inclusionTerm: 'Inclusion term',
  excludes1: 'Excludes1 (never together)',
  excludes2: 'Excludes2 (not included here, may be coded too)',
  codeFirst: 'Code first',
  useAdditionalCode: 'Use additional code',
  codeAlso: 'Code also',
  notes: 'Note',
  sevenChrNote: '7th character',
};

/** What happens to a code, as people read it. */
export const EVENT_WORDS: Readonly<Record<LifeEvent['event'], string>> = {
  began: 'began',
  revised: 'title revised',
  'became-header': 'became a header (was split)',
  'became-billable': 'became billable',
  ended: 'last day',
  replaces: 'replaces',
  'replaced-by': 'replaced by',
};
