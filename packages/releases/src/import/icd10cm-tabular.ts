import { codeKey } from '@medcode/core/codesets/code';
import { expandTabular, parseTabular, type Tabular } from '../formats/icd10cm-tabular-xml.js';
import { malformed } from '../formats/text-source.js';
import { fiscalEdition, listEdition } from './edition.js';
import { DraftMaker, type ImportContext, type Imported, standingOf } from './importer.js';
import type { SourceMember } from './source-member.js';

/** ICD-10-CM has had 22 chapters since October 2020, 21 before; fewer are an excerpt. */
const FEWEST_CHAPTERS = 21;

/** A Tabular List: notes, 7th characters, chapters and sections. */
export async function importTabular(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'icd10cm-tabular 1');
  const tabular = await parseTabular(maker.source.bytes, member.path);
  if (tabular.chapters.length < FEWEST_CHAPTERS)
    return { drafts: [], remark: `an excerpt of ${tabular.chapters.length} of 22 chapters: the whole Tabular List is needed` };
  const year = /20\d\d/.exec(tabular.version)?.[0];
  const valid = expandTabular(tabular)
    .filter((entry) => entry.billable)
    .map((entry) => entry.code);
  const standing = standingOf(member, false, tabular.version);
  const clues = context.clues(member, year === undefined ? undefined : Number(year));
  const edition = standing === 'derived' ? fiscalEdition(clues) : listEdition(valid, context.calendar('icd10cm'), clues);
  context.told('icd10cm', clues.fiscalYear, edition);
  const notes = notesOf(tabular);
  const sevenths = tabular.nodes.flatMap((node) => (node.sevenths ?? []).map((seventh) => ({ owner: node.code, ...seventh })));
  const divisions = divisionsOf(tabular, member.path);
  const draft = (table: string, columns: Record<string, string[]>) =>
    maker.draft(table, 'ICD-10-CM Tabular List', edition, 'carries-forward', standing, columns);
  return {
    drafts: [
      draft('icd10cm/notes', {
        owner: notes.map((note) => note.owner),
        kind: notes.map((note) => note.kind),
        text: notes.map((note) => note.text),
      }),
      draft('icd10cm/sevenths', {
        owner: sevenths.map((row) => row.owner),
        char: sevenths.map((row) => row.char),
        text: sevenths.map((row) => row.text),
      }),
      draft('icd10cm/divisions', {
        id: divisions.map((row) => row.id),
        kind: divisions.map((row) => row.kind),
        title: divisions.map((row) => row.title),
        first: divisions.map((row) => row.first),
        last: divisions.map((row) => row.last),
      }),
    ],
  };
}

function notesOf(tabular: Tabular): { owner: string; kind: string; text: string }[] {
  const notes: { owner: string; kind: string; text: string }[] = [];
  for (const chapter of tabular.chapters) for (const note of chapter.notes) notes.push({ owner: `chapter ${chapter.number}`, ...note });
  for (const section of tabular.sections) for (const note of section.notes) notes.push({ owner: section.id, ...note });
  for (const node of tabular.nodes) for (const note of node.notes) notes.push({ owner: node.code, ...note });
  return notes;
}

interface DivisionRow {
  readonly id: string;
  readonly kind: 'chapter' | 'section';
  readonly title: string;
  readonly first: string;
  readonly last: string;
}

function divisionsOf(tabular: Tabular, file: string): DivisionRow[] {
  const spans = new Map<string, { first: string; last: string }>();
  for (const node of tabular.nodes) {
    if (node.parent !== undefined) continue;
    for (const owner of [`chapter ${node.chapter}`, node.section]) {
      const span = spans.get(owner);
      if (!span) spans.set(owner, { first: node.code, last: node.code });
      else if (codeKey(node.code) < codeKey(span.first)) span.first = node.code;
      else if (codeKey(node.code) > codeKey(span.last)) span.last = node.code;
    }
  }
  const out: DivisionRow[] = [];
  for (const chapter of tabular.chapters) {
    const id = `chapter ${chapter.number}`;
    const span = spans.get(id);
    if (!span) throw malformed(file, 1, 1, `categories in ${id}`, 'none');
    out.push({ id, kind: 'chapter', title: withoutRange(chapter.title), ...span });
  }
  for (const section of tabular.sections) {
    const span = spans.get(section.id);
    if (span) out.push({ id: section.id, kind: 'section', title: withoutRange(section.title), ...span });
  }
  return out;
}

function withoutRange(title: string): string {
  return title.replace(/\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)\s*$/, '');
}
