import type { Lexicon } from '../../codesets/lexicon.js';
import type { Day } from '../../model/date.js';
import type { CodedDiagnosis, MdmTable, Patient, Setting } from '../../model/encounter.js';
import type { Assertion, Evidence } from '../../model/note.js';
import type { NoteFacts, Side } from '../../notes/facts.js';
import type { Segment, StructuredNote } from '../../notes/structure.js';
import type { NoteKind } from './note-kind.js';
import type { ServiceRow } from './service-row.js';
import type { ServiceTables } from './service-tables.js';
import type { NoteTerms } from './service-terms.js';

/** Everything services are read from. */
export interface ServiceContext {
  readonly note: StructuredNote;
  readonly terms: NoteTerms;
  readonly tables: ServiceTables;
  readonly lexicon: Lexicon;
  /** The diagnoses of the answer, in sequence. */
  readonly diagnoses: readonly CodedDiagnosis[];
  /** Diagnoses too uncertain to report. */
  readonly suggested: readonly CodedDiagnosis[];
  readonly setting: Setting;
  readonly kind: NoteKind;
  readonly facts: NoteFacts;
  readonly patient: Patient;
  readonly date: Day;
  /** Whether the note names Medicare as the payer. */
  readonly medicare: boolean;
  /** What a segment asserts of a stretch of it. */
  readonly judge: (segment: Segment, start: number, end: number) => Assertion;
}

export type ServiceKind = 'visit' | 'procedure' | 'test' | 'imaging' | 'counsel' | 'infusion' | 'drug' | 'vaccine' | 'administration';

/** A service on its way to the claim: the code with what modifiers and pointers are decided by. */
export interface ServiceDraft {
  readonly code: string;
  readonly kind: ServiceKind;
  readonly units: number;
  readonly evidence: readonly Evidence[];
  readonly because: readonly string[];
  readonly row?: ServiceRow;
  readonly sides?: readonly Side[];
  /** Beginnings of the diagnosis codes that are the reason for it. */
  readonly reasons?: readonly string[];
  readonly mdm?: MdmTable;
  /** A modifier the reader of the service decided itself, with its reason. */
  readonly given?: readonly { readonly modifier: string; readonly because: string }[];
  /** Family of a visit, as in `visits.tsv`, or the kind of a timed or preventive one. */
  readonly family?: string;
}

/** Words of segments read before: a segment is asked for them by many readers. */
const WORDS = new WeakMap<Segment, string>();

/** The words of a segment on one line; positions stay those of the text. */
export function wordsOf(note: StructuredNote, segment: Segment): string {
  let words = WORDS.get(segment);
  if (words === undefined) {
    words = note.text.slice(segment.start, segment.end).replace(/[\r\n\t\f\u2028\u2029]/g, ' ');
    WORDS.set(segment, words);
  }
  return words;
}

/** A segment, or a stretch of it, as evidence. */
export function proofOf(note: StructuredNote, segment: Segment, start = segment.start, end = segment.end): Evidence {
  return { document: 'note', start, end, text: note.text.slice(start, end), section: segment.kind, line: segment.line };
}

/** Longer headings tell a story of their own. */
const LONGEST_TITLE = 60;

/** What stands over a segment: the title of its section, its label and the heading it stands under. */
export function titleOf(note: StructuredNote, segment: Segment): string {
  const heading = segment.problem === undefined ? undefined : note.segments[segment.problem];
  const over = heading && heading !== segment && heading.end - heading.start <= LONGEST_TITLE ? wordsOf(note, heading) : '';
  return `${note.sections[segment.section]?.header ?? ''} ${segment.label} ${over}`;
}
