import type { Catalog, CataloguedPack } from '@medcode/core/codesets/catalog';
import { bareCode } from '@medcode/core/codesets/code';
import type { CodeTable } from '@medcode/core/codesets/code-table';
import type { TermInput, TermSource } from '@medcode/core/codesets/terms';
import { QUALIFIER_WORDS, SMALL_WORDS, tokenise } from '@medcode/core/codesets/words';
import { day } from '@medcode/core/model/date';
import { type ReferableLine, SeeReferences } from './see-reference.js';

/** How the names of diseases and signs are built. One word of this form names a condition in running text; "Old", "Test", "Scales", "Age" do not. */
const NAME_OF_CONDITION = new RegExp(
  `(?:${[
    'itis|osis|oses|omas?|omata|[ae]mia|uria|pathy|pathies|algia|penia|plegia|paresis|ectasi[as]|rrh[eo]a|rrhagia|megaly|iasis|cele|plasia|trophy|phobia|lepsy',
    'derma|pn[eo]a|phagia|dynia|opia|opsia|ism|ysm|stasis|lysis|malacia|schisis|edema|phrenia|thymia|kinesia|asthenia|gnosia|praxia|phasia|lalia|cephaly',
    'dactyly|melia|somnia|orexia|dipsia|philia|crasia|oxia|tonia|taxia|ptysis|ptosis|reflux|thorax|pyema|stenosis|emesis',
  ].join('|')})s?$`,
);

/** Main terms that name a reason for an encounter or a thing done: their lines are searched for, not read in notes. */
const NOT_A_FINDING: ReadonlySet<string> = new Set(
  (
    'admission adjustment aftercare attention boarder carrier chemotherapy checking checkup consultation contact contraception contraceptive convalescence counseling desensitization dialysis donor encounter ' +
    'examination exposure family fitting follow-up health healthy immunization immunotherapy insertion instruction issue lesion lesions loop maintenance maladjustment middle observation orthodontics person persons prescription ' +
    'problem procedure prophylactic protective pregnancy-test radiotherapy readmission removal repair replacement request research screening seen session sterilization supervision surveillance test tests ' +
    'therapy transient transplant treatment unavailability vaccination visit wait waiting'
  ).split(' '),
);

/** Wordings of the installed Index, External Cause Index and tables. */
export function indexTerms(catalog: Catalog, codes: CodeTable): TermInput[] {
  return [
    ...editionTerms(catalog, 'icd10cm/index', codes, (words, path) => (speaks(words, path) ? 'index' : 'table')),
    ...editionTerms(catalog, 'icd10cm/neoplasm', codes, () => 'table'),
    ...editionTerms(catalog, 'icd10cm/external-index', codes, () => 'table'),
    ...editionTerms(catalog, 'icd10cm/drug', codes, () => 'table'),
  ];
}

/**
 * The newest edition whole; of older ones the lines that are gone since and whose codes are no longer in force, so that older dates
 * of service find them and newer ones are not led astray.
 */
function editionTerms(
  catalog: Catalog,
  table: string,
  codes: CodeTable,
  sourceOf: (words: string, path: string) => TermSource,
): TermInput[] {
  const packs = [...catalog.all(table)].sort((a, b) => (a.manifest.release.effectiveFrom < b.manifest.release.effectiveFrom ? 1 : -1));
  const [newest, ...older] = packs;
  if (!newest) return [];
  const date = day(newest.manifest.release.effectiveFrom);
  const lines = [...linesOf(newest)];
  const paths = new Set(lines.map((line) => line.path));
  for (const pack of older) {
    for (const line of linesOf(pack)) {
      if (paths.has(line.path)) continue;
      const id = codes.find(bareCode(line.code));
      if (id !== -1 && codes.statusOn(id, date) >= 0) continue;
      paths.add(line.path);
      lines.push(line);
    }
  }
  return lines.flatMap(({ code, wordings, path }) => wordings.map((text) => ({ code, source: sourceOf(text, path), text, path })));
}

interface Line {
  readonly code: string;
  readonly path: string;
  readonly wordings: readonly string[];
}

/** The lines of a pack that lead to a code, by their own or by where "see" sends. */
function* linesOf(pack: CataloguedPack): Generator<Line> {
  const table = pack.table();
  const code = table.text('code');
  const text = table.text('text');
  const path = table.text('path');
  let references: SeeReferences | undefined;
  if (table.names.includes('see')) {
    const level = table.numbers<Int32Array>('level');
    const title = table.text('title');
    const see = table.text('see');
    references = new SeeReferences(
      Array.from(
        { length: table.rows },
        (_, row): ReferableLine => ({ level: level[row] as number, title: title.at(row), code: code.at(row), see: see.at(row) }),
      ),
    );
  }
  for (let row = 0; row < table.rows; row++) {
    const target = references ? references.codeOf(row) : code.at(row);
    const wordings = text.at(row).split('|').filter(Boolean);
    if (target !== '' && wordings.length > 0) yield { code: target, path: path.at(row), wordings };
  }
}

/**
 * Whether the words of a line are evidence of its code when they stand in a note. Lines for what is left over ("specified NEC") and for
 * manifestations "in diseases classified elsewhere" are reached by a coder's choice, not by words.
 */
function speaks(wording: string, path: string): boolean {
  const head = /^[\p{L}-]+/u.exec(path)?.[0].toLowerCase() ?? '';
  const last = path.split(' › ').at(-1) ?? '';
  if (NOT_A_FINDING.has(head) || /^(?:other )?specified\b/i.test(last) || /classified elsewhere/i.test(path)) return false;
  const words = tokenise(wording.replace(/\([^()]*\)/g, ' '))
    .map((token) => token.word)
    .filter((word) => !SMALL_WORDS.has(word) && !QUALIFIER_WORDS.has(word));
  return words.length > 1 || NAME_OF_CONDITION.test(words[0] ?? '');
}
