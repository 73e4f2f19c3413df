import type { Catalog } from '@medcode/core/codesets/catalog';
import { type CodeId, CodeTable } from '@medcode/core/codesets/code-table';
import { type Lexicon, wordings } from '@medcode/core/codesets/lexicon';
import { TabularList } from '@medcode/core/codesets/tabular';
import { compileTerms, type TermArrays, type TermInput, type TermSource } from '@medcode/core/codesets/terms';
import { indexTerms } from './import/index-terms.js';
import type { PackDraft } from './pack-writer.js';

/** All wordings that lead to an ICD-10-CM code: lexicon, titles, inclusion terms and, where installed, the official index and tables. */
export function icd10cmTerms(catalog: Catalog, lexicon: Lexicon): TermInput[] {
  const codes = new CodeTable(catalog.merged('icd10cm/codes').table(), catalog.merged('icd10cm/titles').table());
  const terms: TermInput[] = [];
  for (const row of lexicon.index) {
    const source: TermSource = row.use === '' ? 'lexicon' : `lexicon-${row.use}`;
    for (const wording of wordings(row.term))
      terms.push({
        code: row.code,
        source,
        text: wording.text,
        path: wording.path.join(' › '),
        ...(wording.dueTo === undefined ? {} : { causal: true }),
      });
  }
  const tabular = new TabularList(
    catalog.one('icd10cm/notes').table(),
    catalog.one('icd10cm/sevenths').table(),
    catalog.one('icd10cm/divisions').table(),
  );
  for (const { code, text } of tabular.inclusionTerms()) {
    for (const wording of bracketed(text)) terms.push({ code, source: 'inclusion', text: wording, path: text });
  }
  for (let i = 0; i < codes.size; i++) {
    const id = i as CodeId;
    const code = codes.code(id);
    const expanded = code.length === 7 && tabular.seventhCharacters(code) !== undefined;
    for (const { title } of codes.titles(id))
      for (const wording of bracketed(title)) terms.push({ code, source: expanded ? 'expanded-title' : 'title', text: wording });
  }
  for (const term of indexTerms(catalog, codes)) terms.push(term);
  // Of the same words the first stands: what only names a condition comes last.
  return [...terms.filter(({ source }) => source !== 'lexicon-named'), ...terms.filter(({ source }) => source === 'lexicon-named')];
}

/** ICD-10-PCS titles as terms. */
export function icd10pcsTerms(catalog: Catalog): TermInput[] {
  const table = catalog.one('icd10pcs/titles').table();
  const code = table.text('code');
  const title = table.text('title');
  return Array.from({ length: table.rows }, (_, row) => ({ code: code.at(row), source: 'title' as const, text: title.at(row) }));
}

/**
 * Square brackets hold a synonym of the words before them: of all of them when it is a phrase, of as many as it has letters when it is
 * an acronym ("Elevated prostate specific antigen [PSA]" gives "Elevated PSA", never "PSA"). Lone eponyms and remarks stay unread.
 */
function bracketed(text: string): string[] {
  const match = /^(.*?)\s*\[([^[\]]+)\](.*)$/.exec(text);
  if (!match) return [text];
  const [, before, inside, after] = match as unknown as [string, string, string, string];
  const whole = `${before}${after}`;
  if (/^(?:see|any|with|code)\b/i.test(inside)) return [whole];
  if (inside.includes(' ') && inside.length > 7) return [whole, `${inside}${after}`];
  if (!/^[A-Z][A-Za-z]*[A-Z]$/.test(inside)) return [whole];
  const words = before.split(/[\s-]+/);
  for (let first = 0; first < words.length; first++) {
    const tail = words.slice(first);
    const initials = tail
      .filter((word) => !/^(?:of|the|and|in|to|a|for|with|due)$/i.test(word))
      .map((word) => word[0] ?? '')
      .join('');
    if (initials.toLowerCase() === inside.toLowerCase()) return [whole, `${words.slice(0, first).join(' ')} ${inside}${after}`];
  }
  return [whole];
}

/** The drafts of the compiled term indexes of a catalog. */
export function compileTermPacks(
  catalog: Catalog,
  lexicon: Lexicon,
  systems: readonly ('icd10cm' | 'icd10pcs')[] = ['icd10cm', 'icd10pcs'],
): PackDraft[] {
  const terms = { icd10cm: () => icd10cmTerms(catalog, lexicon), icd10pcs: () => icd10pcsTerms(catalog) };
  return systems.flatMap((system) => drafts(system, compileTerms(terms[system](), lexicon.folding)));
}

function drafts(system: string, arrays: TermArrays): PackDraft[] {
  const release = {
    id: `terms/${system}`,
    title: `compiled terms of ${system}`,
    effectiveFrom: '2015-10-01',
    effectiveTo: '2027-09-30',
    carryForward: 'carries-forward' as const,
  };
  return (Object.keys(arrays) as (keyof TermArrays)[]).map((part) => ({
    manifest: { table: `terms/${system}/${part}`, release, sources: [], licence: 'own' as const, importer: 'terms 1' },
    columns: arrays[part] as PackDraft['columns'],
  }));
}
