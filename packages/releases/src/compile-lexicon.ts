import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '@medcode/core/codesets/catalog';
import { bareCode, stemRange } from '@medcode/core/codesets/code';
import { CodeTable } from '@medcode/core/codesets/code-table';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import {
  LEXICON_COLUMNS,
  LEXICON_FOLDERS,
  type LexiconFile,
  type LexiconRow,
  parseGate,
  parseLexicon,
} from '@medcode/core/codesets/lexicon';
import { isServiceCode, parseServiceRow } from '@medcode/core/coding/services/service-row';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day } from '@medcode/core/model/date';
import type { PackDraft } from './pack-writer.js';
import { procedureFaults } from './procedure-faults.js';

/** The lexicon's codes are written for the release in force when it was last reviewed, and must live on in the next. */
const REVIEWED_ON = day('2026-04-01');
const NEXT = day('2026-10-01');

/**
 * Reads every file of the lexicon, checks form and codes against the release, and gives one draft a file.
 * @throws MedcodeError MC_LEXICON_INVALID naming every faulty row
 */
export function compileLexicon(folder: string, catalog: Catalog): PackDraft[] {
  const table = new CodeTable(catalog.one('icd10cm/codes').table(), undefined);
  const pcs = new Icd10pcs(catalog);
  const faults: string[] = [];
  const drafts: PackDraft[] = [];
  const terms = new Map<string, string>();
  for (const kind of Object.keys(LEXICON_COLUMNS) as LexiconFile[]) {
    const files = LEXICON_FOLDERS.has(kind)
      ? readdirSync(join(folder, kind))
          .filter((file) => file.endsWith('.tsv'))
          .sort()
          .map((file) => `${kind}/${file}`)
      : [`${kind}.tsv`];
    const rows: LexiconRow[] = [];
    const hash = createHash('sha256');
    for (const file of files) {
      const content = readFileSync(join(folder, file), 'utf8');
      hash.update(content);
      let parsed: LexiconRow[] = [];
      try {
        parsed = parseLexicon(kind, content, `lexicon/${file}`);
      } catch (error) {
        faults.push((error as Error).message);
      }
      for (const row of parsed)
        for (const fault of [...faultsOf(kind, row, table), ...procedureFaults(kind, row, pcs, [REVIEWED_ON, NEXT])])
          faults.push(`lexicon/${file}:${row.line}: ${fault}`);
      if (kind === 'index') {
        for (const row of parsed) {
          const term = row.cells['term'] as string;
          const before = terms.get(term);
          if (before) faults.push(`lexicon/${file}:${row.line}: "${term}" stands already at ${before}`);
          else terms.set(term, `lexicon/${file}:${row.line}`);
        }
      }
      rows.push(...parsed);
    }
    drafts.push({
      manifest: {
        table: `lexicon/${kind}`,
        release: {
          id: `lexicon/${kind}`,
          title: `medcode lexicon: ${kind}`,
          effectiveFrom: '2015-10-01',
          effectiveTo: '2027-09-30',
          carryForward: 'carries-forward',
        },
        sources: [
          {
            file: LEXICON_FOLDERS.has(kind) ? `lexicon/${kind}` : `lexicon/${kind}.tsv`,
            sha256: hash.digest('hex'),
            origin: 'written by this project',
          },
        ],
        licence: 'own',
        importer: 'lexicon 1',
      },
      columns: Object.fromEntries(LEXICON_COLUMNS[kind].map((column) => [column, rows.map((row) => row.cells[column] as string)])),
    });
  }
  if (faults.length > 0) throw new MedcodeError('MC_LEXICON_INVALID', `${faults.length} faulty rows\n${faults.slice(0, 50).join('\n')}`);
  return drafts;
}

function faultsOf(kind: LexiconFile, row: LexiconRow, table: CodeTable): string[] {
  const cell = (name: string): string => row.cells[name] as string;
  const list = (name: string): string[] =>
    cell(name)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  switch (kind) {
    case 'index': {
      const faults = [cell('code'), ...list('also')].flatMap((code) => codeFaults(code, table));
      if (!['', 'dx', 'phrase', 'named'].includes(cell('use'))) faults.push(`use "${cell('use')}" is none of dx, phrase, named`);
      if ((cell('term').match(/\(/g)?.length ?? 0) !== (cell('term').match(/\)/g)?.length ?? 0)) faults.push('round brackets do not pair');
      return faults;
    }
    case 'abbreviations':
      try {
        parseGate(cell('gate'), cell('short'));
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    case 'integral':
      return [...list('disease'), ...list('symptom')].flatMap((range) => rangeFaults(range, table));
    case 'drugs':
      return [
        ...list('supports').flatMap((range) => rangeFaults(range, table)),
        ...(cell('longterm') ? codeFaults(cell('longterm'), table) : []),
      ];
    case 'external-causes':
      return cell('code') === '-' ? [] : codeFaults(cell('code'), table);
    case 'synonyms':
      return ['lay', 'clinical', 'eponym', 'british'].includes(cell('kind')) ? [] : [`kind "${cell('kind')}" is unknown`];
    case 'services/procedures':
      try {
        parseServiceRow(row.cells);
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    case 'services/ladders':
    case 'services/visits':
    case 'services/vaccines':
    case 'services/injectables':
      return isServiceCode(cell('code')) ? [] : [`${cell('code')} has not the form of a CPT or HCPCS code`];
    default:
      return [];
  }
}

/** A complete code must be billable now and in the next release; a stem must have billable codes in both. */
function codeFaults(code: string, table: CodeTable): string[] {
  if (code.length > 3 && !code.includes('.') && !/^[A-Z]\d[0-9A-Z]-$/.test(code)) return [`${code} lacks its dot`];
  const bare = bareCode(code);
  const on = (date: Day): boolean => {
    if (!code.endsWith('-')) {
      const id = table.find(bare);
      return id !== -1 && table.billableOn(id, date);
    }
    const { first, last } = table.range(stemRange(bare));
    for (let id = first; id < last; id++) if (table.billableOn(id as never, date)) return true;
    return false;
  };
  if (!on(REVIEWED_ON)) return [`${code} is not billable on 2026-04-01`];
  if (!on(NEXT)) return [`${code} is not billable on 2026-10-01; give the stem with -`];
  return [];
}

function rangeFaults(range: string, table: CodeTable): string[] {
  return range
    .split('-')
    .filter(Boolean)
    .filter((code) => {
      const { first, last } = table.range(stemRange(code));
      return first === last;
    })
    .map((code) => `${range}: no code begins with ${code}`);
}
