import { MedcodeError } from '../errors.js';
import type { Encounter } from '../model/encounter.js';
import type { Evidence, Note } from '../model/note.js';
import { lineAt } from '../notes/line-at.js';

/** What stands between two documents when they are read as one text. */
const BETWEEN = '\n\n';

/** The documents of an encounter read as one text, and the way back. */
export interface JoinedDocuments {
  readonly text: string;
  /** Where each document begins in the text. */
  readonly starts: readonly number[];
  /** The document a place belongs to: its position in the list. */
  readonly documentAt: (offset: number) => number;
}

/**
 * Reads the documents of an encounter – notes, laboratory and imaging reports, lists – as one text, so that rules see all of it. Sections
 * end where a document ends.
 * @throws MedcodeError MC_INPUT_EMPTY when there is no document, MC_LINE_INVALID when two have the same id
 */
export function joinDocuments(documents: readonly Note[]): JoinedDocuments {
  if (documents.length === 0) throw new MedcodeError('MC_INPUT_EMPTY', 'the encounter has no document');
  if (new Set(documents.map(({ id }) => id)).size !== documents.length)
    throw new MedcodeError('MC_LINE_INVALID', 'two documents of the encounter have the same id');
  const starts: number[] = [];
  let text = '';
  for (const document of documents) {
    if (text !== '') text += BETWEEN;
    starts.push(text.length);
    text += document.text;
  }
  const documentAt = (offset: number): number => {
    let at = starts.length - 1;
    while (at > 0 && (starts[at] as number) > offset) at--;
    return at;
  };
  return { text, starts, documentAt };
}

/** An encounter coded from the joined text, with every place given in its own document. */
export function placeInDocuments(encounter: Encounter, documents: readonly Note[], joined: JoinedDocuments): Encounter {
  const placed = (evidence: Evidence): Evidence => {
    const at = joined.documentAt(evidence.start);
    const shift = joined.starts[at] as number;
    const document = documents[at] as Note;
    const start = evidence.start - shift;
    const line = lineAt(document.text, start);
    return { ...evidence, document: document.id, start, end: evidence.end - shift, ...(evidence.line === undefined ? {} : { line }) };
  };
  const all = (list: readonly Evidence[]): Evidence[] => list.map(placed);
  return {
    ...encounter,
    documents: [...documents],
    diagnoses: encounter.diagnoses.map((one) => ({ ...one, evidence: all(one.evidence) })),
    procedures: encounter.procedures.map((one) => ({
      ...one,
      evidence: all(one.evidence),
      axes: one.axes.map((axis) => (axis.evidence === undefined ? axis : { ...axis, evidence: placed(axis.evidence) })),
    })),
    services: encounter.services.map((one) => ({ ...one, evidence: all(one.evidence) })),
    notCoded: encounter.notCoded.map((one) => {
      const at = joined.documentAt(one.start);
      const shift = joined.starts[at] as number;
      return { ...one, document: (documents[at] as Note).id, start: one.start - shift, end: one.end - shift };
    }),
    queries: encounter.queries.map((one) => ({ ...one, indicators: all(one.indicators) })),
  };
}
