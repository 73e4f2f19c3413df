import { bareCode, dottedCode, keyCode } from '@medcode/core/codesets/code';
import type { CodeId } from '@medcode/core/codesets/code-table';
import type { Icd10cm } from '@medcode/core/codesets/icd10cm';
import type { Division } from '@medcode/core/codesets/tabular';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, formatDay } from '@medcode/core/model/date';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { renderBrowse, type TabularChild, type TabularPlace } from '../render/browse.js';
import { requiredDate, type Shell } from '../shell.js';

export function addBrowse(program: Command, { engine }: Shell): void {
  program
    .command('browse')
    .description('walk the Tabular List: chapters, sections, categories, codes')
    .argument('[place...]', 'a code, a section (I10-I1A) or "chapter N"; nothing lists the chapters')
    .option('--date <date>', 'date of service, YYYY-MM-DD')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode browse --date 2026-11-02\n  medcode browse chapter 9 --date 2026-11-02\n  medcode browse E11.3 --date 2026-11-02',
    )
    .action(async (words: string[], options: { date?: string; json?: boolean }) => {
      const place = placeAt(engine.icd, words.join(' '), requiredDate(options.date));
      await writeOut(options.json ? `${JSON.stringify(place, null, 2)}\n` : renderBrowse(place));
    });
}

/** @throws MedcodeError MC_CODE_UNKNOWN, MC_RELEASE_MISSING */
function placeAt(icd: Icd10cm, text: string, date: Day): TabularPlace {
  icd.requireCoverage(date);
  const { chapters, sections } = icd.tabular(date);
  const said = text.trim();
  if (said === '')
    return {
      ...base(icd, date),
      kind: 'list',
      code: 'ICD-10-CM',
      title: 'Tabular List of Diseases and Injuries',
      parents: [],
      notes: [],
      children: chapters.map((chapter) => child(icd, chapter, date)),
    };
  const number = /^(?:chapter\s*)?(\d{1,2})$/i.exec(said)?.[1];
  if (number !== undefined) {
    const at = chapters.findIndex((chapter) => chapter.id === `chapter ${Number(number)}`);
    const chapter = chapters[at];
    if (!chapter)
      throw new MedcodeError('MC_CODE_UNKNOWN', `there is no chapter ${number}: ICD-10-CM has chapters 1 to ${chapters.length}`);
    const own = sections.filter((section) => within(section, chapter));
    return {
      ...base(icd, date),
      kind: 'chapter',
      code: chapter.id,
      title: chapter.title,
      parents: [],
      notes: icd.tabular(date).notesAt(chapter.id),
      children: own.map((section) => child(icd, section, date)),
      ...neighbours(
        chapters.map(({ id }) => id),
        at,
      ),
    };
  }
  const span = said.toUpperCase().replace(/\s*[-–]\s*/, '-');
  const at = sections.findIndex((section) => section.id === span);
  const section = sections[at];
  const id = icd.table.find(bareCode(said));
  // A section of one category (R99) and the category have one name: the category says more.
  if (section && id === -1) {
    const { first, last } = icd.table.range(section.range);
    const chapter = chapters.find((one) => within(section, one));
    return {
      ...base(icd, date),
      kind: 'section',
      code: section.id,
      title: section.title,
      parents: chapter ? [{ code: chapter.id, title: chapter.title }] : [],
      notes: icd.tabular(date).notesAt(section.id),
      children: below(
        icd,
        Array.from({ length: last - first }, (_, i) => (first + i) as CodeId).filter((one) => icd.table.code(one).length === 3),
        date,
      ),
      ...neighbours(
        sections.map((one) => one.id),
        at,
      ),
    };
  }
  const status = id === -1 ? -1 : icd.table.statusOn(id, date);
  if (id === -1 || status < 0) {
    const answer = icd.lookup(said, date);
    const near = answer.nearest?.length ? `; nearest: ${answer.nearest.map(({ code }) => code).join(', ')}` : '';
    const holder = /^[A-Z]\d[0-9A-Z]-/.test(span) ? icd.tabular(date).sectionOf(span.slice(0, 3)) : undefined;
    throw new MedcodeError(
      'MC_CODE_UNKNOWN',
      holder ? `there is no section ${span}; ${span.slice(0, 3)} stands in ${holder.id}` : `${answer.reason ?? said}${near}`,
    );
  }
  const code = icd.table.code(id);
  const seventh = status === 0 ? icd.seventhCharacters(code, date) : undefined;
  const parents = icd.parents(id, date);
  const siblings = siblingsOf(icd, id, date);
  return {
    ...base(icd, date),
    kind: 'code',
    ...icd.name(id, date),
    billable: status === 1,
    parents,
    notes: icd.tabular(date).notesAt(code),
    ...(seventh ? { seventhCharacters: seventh } : {}),
    children: below(icd, icd.table.children(id), date),
    ...neighbours(
      siblings.map((one) => dottedCode(icd.table.code(one))),
      siblings.indexOf(id),
    ),
  };
}

function base(icd: Icd10cm, date: Day): Pick<TabularPlace, 'date' | 'billable' | 'releases'> {
  return {
    date: formatDay(date),
    billable: false,
    releases: [icd.codesRelease(date), icd.notesRelease(date)].filter((one) => one !== undefined),
  };
}

function within(section: Division, chapter: Division): boolean {
  return chapter.range.from <= section.range.from && section.range.to <= chapter.range.to;
}

function child(icd: Icd10cm, division: Division, date: Day): TabularChild {
  const { first, last } = icd.table.range(division.range);
  const span =
    division.kind === 'chapter'
      ? ` (${keyCode(icd.table.keys[first] as number)}–${keyCode(icd.table.keys[last - 1] as number).slice(0, 3)})`
      : '';
  return { code: division.id, title: division.title + span, codes: billable(icd, first, last, date), billable: false };
}

function below(icd: Icd10cm, ids: readonly CodeId[], date: Day): TabularChild[] {
  return ids
    .filter((id) => icd.table.statusOn(id, date) >= 0)
    .map((id) => {
      const self = icd.table.billableOn(id, date);
      const { first, last } = icd.table.range({ from: icd.table.keys[id] as number, to: after(icd, id) });
      return { ...icd.name(id, date), codes: self ? 1 : billable(icd, first, last, date), billable: self };
    });
}

/** The end of the interval of keys of a code and everything below it. */
function after(icd: Icd10cm, id: CodeId): number {
  return (icd.table.keys[id] as number) + 37 ** (7 - icd.table.code(id).length);
}

function billable(icd: Icd10cm, first: number, last: number, date: Day): number {
  let n = 0;
  for (let at = first; at < last; at++) if (icd.table.billableOn(at as CodeId, date)) n++;
  return n;
}

function siblingsOf(icd: Icd10cm, id: CodeId, date: Day): CodeId[] {
  const parent = icd.table.parent(id);
  if (parent !== -1) return icd.table.children(parent).filter((one) => icd.table.statusOn(one, date) >= 0);
  const section = icd.tabular(date).sectionOf(icd.table.code(id));
  if (!section) return [id];
  const { first, last } = icd.table.range(section.range);
  return Array.from({ length: last - first }, (_, i) => (first + i) as CodeId).filter(
    (one) => icd.table.code(one).length === 3 && icd.table.statusOn(one, date) >= 0,
  );
}

function neighbours(names: readonly string[], at: number): { before?: string; after?: string } {
  const [before, next] = [names[at - 1], names[at + 1]];
  return { ...(before === undefined ? {} : { before }), ...(next === undefined ? {} : { after: next }) };
}
