import type { Catalog } from '@medcode/core/codesets/catalog';
import { dottedCode } from '@medcode/core/codesets/code';
import { type CodeId, CodeTable } from '@medcode/core/codesets/code-table';
import { MedcodeError } from '@medcode/core/errors';
import { type Day, day, fiscalYearWindow, formatDay, parseDay } from '@medcode/core/model/date';

export type DiffSystem = 'icd10cm' | 'icd10pcs';

export interface DiffCode {
  readonly code: string;
  readonly title: string;
  readonly billable: boolean;
}

/** What changed in a code set between two dates. */
export interface EditionDiff {
  readonly system: DiffSystem;
  readonly from: string;
  readonly to: string;
  readonly counts: { readonly added: number; readonly deleted: number; readonly revised: number; readonly billable: number };
  readonly added: readonly DiffCode[];
  readonly deleted: readonly DiffCode[];
  /** Title changed. */
  readonly revised: readonly { readonly code: string; readonly before: string; readonly after: string }[];
  /** Became a header, or became billable. */
  readonly billable: readonly { readonly code: string; readonly title: string; readonly change: 'became-header' | 'became-billable' }[];
  /** Titles are compared where an edition on or before the date has them. */
  readonly titles: 'compared' | 'not-checked';
  readonly reason?: string;
}

/**
 * Compares two editions of ICD-10-CM or ICD-10-PCS.
 * @param from a date, a fiscal year (`FY2026`) or a release id that ends in a date
 * @throws MedcodeError MC_USAGE, MC_RELEASE_MISSING when a date lies outside the code lists at hand
 */
export function diffEditions(catalog: Catalog, from: string, to: string, system?: DiffSystem): EditionDiff {
  const named = [from, to].map((text) => /^(icd10cm|icd10pcs)\//.exec(text)?.[1] as DiffSystem | undefined);
  const which = system ?? named[0] ?? named[1] ?? 'icd10cm';
  if (named.some((name) => name !== undefined && name !== which))
    throw new MedcodeError('MC_USAGE', `${from} and ${to} are not of one code system`);
  const codes = catalog.merged(`${which}/codes`);
  const titles = catalog.merged(`${which}/titles`).table();
  const release = codes.manifest.release;
  const table = new CodeTable(codes.table(), titles);
  const [first, last] = [editionDate(from), editionDate(to)];
  for (const date of [first, last])
    if (date < day(release.effectiveFrom) || date > day(release.effectiveTo))
      throw new MedcodeError(
        'MC_RELEASE_MISSING',
        `the code lists at hand run from ${release.effectiveFrom} to ${release.effectiveTo}; nothing is installed for ${formatDay(date)}`,
      );
  const earliest = titles.numbers<Int32Array>('from').reduce((low, value) => Math.min(low, value), Number.MAX_SAFE_INTEGER);
  const titlesKnown = earliest <= Math.min(first, last);
  const added: DiffCode[] = [];
  const deleted: DiffCode[] = [];
  const revised: { code: string; before: string; after: string }[] = [];
  const billable: { code: string; title: string; change: 'became-header' | 'became-billable' }[] = [];
  const shown = (code: string): string => (which === 'icd10cm' ? dottedCode(code) : code);
  for (let i = 0; i < table.size; i++) {
    const id = i as CodeId;
    const before = table.statusOn(id, first);
    const after = table.statusOn(id, last);
    if (before < 0 && after < 0) continue;
    const code = shown(table.code(id));
    if (before < 0) added.push({ code, title: table.title(id, last), billable: after === 1 });
    else if (after < 0) deleted.push({ code, title: table.title(id, first), billable: before === 1 });
    else {
      if (before !== after)
        billable.push({ code, title: table.title(id, last), change: after === 1 ? 'became-billable' : 'became-header' });
      const [old, now] = [table.title(id, first), table.title(id, last)];
      if (titlesKnown && old !== now) revised.push({ code, before: old, after: now });
    }
  }
  return {
    system: which,
    from: formatDay(first),
    to: formatDay(last),
    counts: { added: added.length, deleted: deleted.length, revised: revised.length, billable: billable.length },
    added,
    deleted,
    revised,
    billable,
    titles: titlesKnown ? 'compared' : 'not-checked',
    ...(titlesKnown
      ? {}
      : { reason: `titles at hand begin on ${formatDay(earliest as Day)}; install an order file of the earlier edition` }),
  };
}

function editionDate(text: string): Day {
  const date = parseDay(text) ?? parseDay(text.slice(-10));
  if (date !== undefined) return date;
  const year = /^FY ?(20\d\d)$/i.exec(text)?.[1];
  if (year !== undefined) return fiscalYearWindow(Number(year)).from;
  throw new MedcodeError('MC_USAGE', `"${text.slice(0, 60)}" is neither a date, a fiscal year (FY2026) nor a release that ends in a date`);
}
