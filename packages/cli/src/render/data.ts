import { type PackTable, TextColumn } from '@medcode/core/codesets/pack';
import { type Day, formatDay } from '@medcode/core/model/date';
import type { PackManifest } from '@medcode/core/model/pack-manifest';
import type { EditionDiff } from '@medcode/releases/diff';
import type { ImportReport } from '@medcode/releases/import/import';
import type { VerifyReport } from '@medcode/releases/verify';
import pc from 'picocolors';
import { width } from '../output.js';
import { cut } from './layout.js';

interface ListedPack {
  readonly manifest: PackManifest;
  readonly origin: 'embedded' | 'installed';
}

/** One line a pack: table, window, rows, origin, checksum; the release and its source below. */
export function renderDataList(folder: string, packs: readonly ListedPack[], stale: readonly PackManifest[]): string {
  const lines: string[] = [];
  const sorted = [...packs].sort(
    (a, b) =>
      compare(a.manifest.table, b.manifest.table) ||
      compare(a.origin, b.origin) ||
      compare(a.manifest.release.effectiveFrom, b.manifest.release.effectiveFrom),
  );
  const table = Math.max(5, ...sorted.map(({ manifest }) => manifest.table.length));
  for (const { manifest, origin } of sorted) {
    const { release } = manifest;
    lines.push(
      `${pc.bold(manifest.table.padEnd(table))}  ${release.effectiveFrom} … ${release.effectiveTo}  ${manifest.rows.toLocaleString('en-US').padStart(9)} rows  ${origin.padEnd(9)}  ${manifest.sha256.slice(0, 12)}`,
    );
    lines.push(pc.dim(`${' '.repeat(table + 2)}${cut(`${release.title} · ${sourceOf(manifest)}`, width() - table - 2)}`));
  }
  if (stale.length > 0) {
    lines.push(
      '',
      `Out of date and not used, because what they were made of has changed: ${stale.map((pack) => pack.table).join(', ')}`,
      'run: medcode data refresh',
    );
  }
  lines.push('', `${packs.length} packs; installed ones in ${folder}`);
  return `${lines.join('\n')}\n`;
}

function sourceOf({ sources }: PackManifest): string {
  const [first] = sources;
  if (!first) return 'computed';
  return sources.length === 1 ? first.file : `${first.file} and ${sources.length - 1} more`;
}

const STATUS: Readonly<Record<ImportReport['imported'][number]['status'], string>> = {
  added: 'added',
  replaced: 'replaced',
  unchanged: 'unchanged',
};

export function renderImport(report: ImportReport, all: boolean): string {
  const lines: string[] = [];
  const table = Math.max(24, ...report.imported.map((one) => one.table.length));
  for (const one of report.imported)
    lines.push(
      `${STATUS[one.status].padEnd(9)}  ${pc.bold(one.table.padEnd(table))}  ${one.effectiveFrom} … ${one.effectiveTo}  ${one.rows.toLocaleString('en-US').padStart(8)} rows  ${cut(one.title, Math.max(20, width() - table - 58))}`,
    );
  if (all)
    for (const { file, reason } of report.skipped) lines.push(`${'not read'.padEnd(9)}  ${file}\n${' '.repeat(11)}${pc.dim(reason)}`);
  if (report.computed.length > 0) lines.push(`computed anew: ${report.computed.join(', ')}`);
  const counts = (status: string): number => report.imported.filter((one) => one.status === status).length;
  lines.push(
    `${report.imported.length} tables: ${counts('added')} added, ${counts('replaced')} replaced, ${counts('unchanged')} unchanged${report.skipped.length > 0 ? `; ${report.skipped.length} files not read${all ? '' : ' (--all lists them)'}` : ''}`,
  );
  return `${lines.join('\n')}\n`;
}

export function renderVerify(report: VerifyReport): string {
  const lines = report.faults.map(({ origin, file, fault }) => `${pc.red('damaged')}  ${origin}  ${file}: ${fault}`);
  lines.push(
    `${report.packs} packs, ${report.rows.toLocaleString('en-US')} rows: ${report.faults.length === 0 ? 'all sound' : `${report.faults.length} faults`}`,
  );
  return `${lines.join('\n')}\n`;
}

export function renderDiff(diff: EditionDiff, limit: number): string {
  const name = diff.system === 'icd10cm' ? 'ICD-10-CM' : 'ICD-10-PCS';
  const { counts } = diff;
  const lines = [
    pc.bold(`${name} ${diff.from} → ${diff.to}`),
    `${counts.added} added, ${counts.deleted} deleted, ${diff.titles === 'compared' ? `${counts.revised} titles revised` : 'titles not compared'}, ${counts.billable} changed between header and billable`,
  ];
  if (diff.reason) lines.push(diff.reason);
  const part = (title: string, rows: readonly string[]): void => {
    if (rows.length === 0) return;
    lines.push('', pc.underline(title), ...rows.slice(0, limit));
    if (rows.length > limit) lines.push(`  … ${rows.length - limit} more (--limit)`);
  };
  const room = width() - 16;
  part(
    'Added',
    diff.added.map((row) => `  ${row.code.padEnd(9)} ${row.billable ? ' ' : '·'} ${cut(row.title, room)}`),
  );
  part(
    'Deleted',
    diff.deleted.map((row) => `  ${row.code.padEnd(9)} ${row.billable ? ' ' : '·'} ${cut(row.title, room)}`),
  );
  part(
    'Titles revised',
    diff.revised.map((row) => `  ${row.code.padEnd(9)}   ${cut(row.before, room)}\n${' '.repeat(12)}→ ${cut(row.after, room)}`),
  );
  part(
    'Billable changes',
    diff.billable.map(
      (row) =>
        `  ${row.code.padEnd(9)}   ${row.change === 'became-header' ? 'became a header' : 'became billable'}: ${cut(row.title, room - 18)}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Columns of days, written as dates. */
const DAYS: ReadonlySet<string> = new Set(['from', 'to', 'date']);

/** A table as RFC 4180 text, in parts. */
export function* csvOf(table: PackTable): Generator<string> {
  const { names } = table;
  const cells = names.map((name) => cellsOf(table, name));
  yield `${names.map(quoted).join(',')}\r\n`;
  let part = '';
  for (let row = 0; row < table.rows; row++) {
    part += `${cells.map((cell) => quoted(cell(row))).join(',')}\r\n`;
    if (part.length > 1 << 16) {
      yield part;
      part = '';
    }
  }
  if (part !== '') yield part;
}

function cellsOf(table: PackTable, name: string): (row: number) => string {
  const column = columnOf(table, name);
  if (column instanceof TextColumn) return (row) => column.at(row);
  if (DAYS.has(name) && column instanceof Int32Array) return (row) => formatDay(column[row] as Day);
  return (row) => String(column[row]);
}

function columnOf(table: PackTable, name: string): TextColumn | ReturnType<PackTable['numbers']> {
  try {
    return table.text(name);
  } catch {
    return table.numbers(name);
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
