import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { MedcodeError } from '@medcode/core/errors';
import { day } from '@medcode/core/model/date';
import { diffEditions } from '@medcode/releases/diff';
import { embeddedPacks, installedPacks, packBytes } from '@medcode/releases/installed-state';
import { OFFICIAL_SOURCES } from '@medcode/releases/pull-addresses';
import type { Command } from 'commander';
import { writeOut } from '../output.js';
import { csvOf, renderDataList, renderDiff, renderImport, renderVerify } from '../render/data.js';
import type { Shell } from '../shell.js';

/** Importers, the Arrow writer and downloads are loaded when they are used: other commands start without them. */
export function addData(program: Command, { engine, exit }: Shell): void {
  const data = program
    .command('data')
    .description('the dated releases at hand: list, import official files, download, check, compare, export')
    .addHelpText(
      'after',
      '\nExample:\n  medcode data import "icd10cm-Code Descriptions-2026.zip"\n\nInstalled releases live in $MEDCODE_DATA.',
    );
  const folder = engine.dataFolder;

  data
    .command('list')
    .description('every table of every release: rows, window, origin, source, checksum')
    .option('--table <name>', 'only this table, or tables that begin so (icd10cm/)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode data list --table icd10cm/')
    .action(async (options: { table?: string; json?: boolean }) => {
      const embedded = embeddedPacks();
      const installed = installedPacks(folder, embedded);
      const wanted = (table: string): boolean =>
        options.table === undefined || table === options.table || (options.table.endsWith('/') && table.startsWith(options.table));
      const packs = [...embedded, ...installed.packs]
        .map(({ manifest, origin }) => ({ manifest, origin }))
        .filter(({ manifest }) => wanted(manifest.table));
      const stale = installed.stale.filter(({ table }) => wanted(table));
      await writeOut(
        options.json
          ? `${JSON.stringify({ folder, packs: packs.map(({ manifest, origin }) => ({ ...manifest, origin })), stale }, null, 2)}\n`
          : renderDataList(folder, packs, stale),
      );
    });

  data
    .command('import')
    .description('compile official CMS and CDC files into the data folder; they are recognised by their content')
    .argument('<path>', 'a file, a folder or a zip')
    .option('--effective-from <date>', 'first day of the edition, where neither content nor name tells it')
    .option('--all', 'also list the files that were not read')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Read are: ICD-10-CM order and codes files with their addenda, Tabular List, Index, External Cause Index, Tables of Neoplasms and of Drugs
(XML, or the usual CSV), conversion tables, POA-exempt lists; ICD-10-PCS order and codes files, Tables, Index, Definitions, conversion
tables; HCPCS Level II files of 320 positions; General Equivalence Mappings; ICD-9-CM titles; CCSR of
diagnoses; NCCI procedure-to-procedure edits (all parts together), medically unlikely edits and add-on codes; indicators of the physician
fee schedule; OPPS Addendum B. The import is done whole or not at all.

Examples:
  medcode data import "icd10cm-Code Descriptions-2026.zip"
  medcode data import ~/Downloads/cms --all
  medcode data import gem_i9pcs.txt --effective-from 2017-10-01`,
    )
    .action(async (path: string, options: { effectiveFrom?: string; all?: boolean; json?: boolean }) => {
      const { importSources } = await import('@medcode/releases/import/import');
      const report = await importSources(path, folder, {
        progress: progressLine,
        ...(options.effectiveFrom === undefined ? {} : { effectiveFrom: day(options.effectiveFrom) }),
      }).finally(progressDone);
      await writeOut(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderImport(report, options.all ?? false));
    });

  data
    .command('pull')
    .description('download official files and import them; a download that was cut off goes on where it stopped')
    .argument('[name]', 'the publication; without a name they are listed')
    .option('--from <url>', 'take the files from this address instead (a mirror)')
    .option('--sha256 <sum>', 'checksum the downloaded file must have')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `\nPublications:\n${OFFICIAL_SOURCES.map(({ pattern, title }) => `  ${pattern.padEnd(25)} ${title}`).join('\n')}\n\nExamples:\n  medcode data pull icd10cm-2026\n  medcode data pull hcpcs-2026-01 --from https://mirror.example.org/cms`,
    )
    .action(async (name: string | undefined, options: { from?: string; sha256?: string; json?: boolean }) => {
      if (name === undefined) {
        const list = OFFICIAL_SOURCES.map(({ pattern, title, page, example }) => ({ name: pattern, title, page, example }));
        await writeOut(
          options.json
            ? `${JSON.stringify(list, null, 2)}\n`
            : `${list.map((one) => `${one.name.padEnd(25)} ${one.title}\n${' '.repeat(26)}${one.page}`).join('\n')}\n`,
        );
        return;
      }
      const { pull } = await import('@medcode/releases/pull');
      const report = await pull(name, folder, {
        progress: progressLine,
        ...(options.from === undefined ? {} : { from: options.from }),
        ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
      }).finally(progressDone);
      await writeOut(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderImport(report, false));
    });

  data
    .command('verify')
    .description('check every pack at hand: manifest, checksum, rows, order of codes; exit status 1 when one is damaged')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode data verify')
    .action(async (options: { json?: boolean }) => {
      const { verifyPacks } = await import('@medcode/releases/verify');
      const report = verifyPacks(folder);
      if (report.faults.length > 0) exit.code = 1;
      await writeOut(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderVerify(report));
    });

  data
    .command('diff')
    .description('what changed in a code set between two editions: codes added and deleted, titles revised, billable changes')
    .argument('<from>', 'a date, a fiscal year (FY2026), or a release that ends in a date')
    .argument('<to>', 'the same')
    .option('--system <system>', 'icd10cm or icd10pcs')
    .option('--limit <n>', 'at most so many codes of each kind', '40')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  medcode data diff 2025-10-01 2026-10-01\n  medcode data diff FY2025 FY2026 --system icd10pcs')
    .action(async (from: string, to: string, options: { system?: string; limit: string; json?: boolean }) => {
      const { system } = options;
      if (system !== undefined && system !== 'icd10cm' && system !== 'icd10pcs')
        throw new MedcodeError('MC_USAGE', '--system is one of icd10cm, icd10pcs');
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 0) throw new MedcodeError('MC_USAGE', '--limit takes a whole number');
      const diff = diffEditions(engine.catalog, from, to, system);
      if (diff.titles === 'not-checked') exit.code = 4;
      await writeOut(options.json ? `${JSON.stringify(diff, null, 2)}\n` : renderDiff(diff, limit));
    });

  data
    .command('refresh')
    .description('compute merged codes, titles and words anew where what they were made of has changed')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  medcode data refresh')
    .action(async (options: { json?: boolean }) => {
      const { refreshInstalled } = await import('@medcode/releases/installed');
      const made = await refreshInstalled(folder, progressLine).finally(progressDone);
      await writeOut(
        options.json
          ? `${JSON.stringify({ computed: made.map(({ table }) => table) }, null, 2)}\n`
          : made.length === 0
            ? 'Everything is up to date.\n'
            : `Computed anew: ${made.map(({ table }) => table).join(', ')}\n`,
      );
    });

  data
    .command('export')
    .description('a table as CSV or Arrow')
    .argument('<table>', 'its name, as medcode data list prints it')
    .option('--release <id>', 'which release, when there are several; the most recent otherwise')
    .option('--csv', 'comma-separated values, dates as YYYY-MM-DD')
    .option('--arrow', 'Apache Arrow IPC file')
    .option('--output <file>', 'write to this file')
    .addHelpText(
      'after',
      '\nExamples:\n  medcode data export icd10cm/codes --csv > codes.csv\n  medcode data export icd10cm/index --arrow --output index.arrow',
    )
    .action(async (table: string, options: { release?: string; csv?: boolean; arrow?: boolean; output?: string }) => {
      if ((options.csv ?? false) === (options.arrow ?? false)) throw new MedcodeError('MC_USAGE', 'give one of --csv and --arrow');
      const packs = engine.catalog
        .all(table)
        .filter(({ manifest }) => options.release === undefined || manifest.release.id === options.release);
      const pack = packs.at(-1);
      if (!pack)
        throw new MedcodeError(
          'MC_RELEASE_MISSING',
          `no release of ${table.slice(0, 60)}${options.release === undefined ? '' : ` is ${options.release}`} at hand`,
        );
      if (options.arrow) {
        const bytes = packBytes(pack, folder);
        if (options.output === undefined) await writeBytes(bytes);
        else save(options.output, bytes);
        return;
      }
      if (options.output === undefined) {
        for (const part of csvOf(pack.table())) await writeOut(part);
      } else save(options.output, [...csvOf(pack.table())].join(''));
    });

  for (const command of data.commands) command.exitOverride();
}

/** @throws MedcodeError MC_WRITE_FAILED */
function save(path: string, content: Uint8Array | string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new MedcodeError('MC_WRITE_FAILED', `${path}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}`, { cause: error });
  }
}

async function writeBytes(bytes: Uint8Array): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
}

function progressLine(message: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${message.slice(0, (process.stderr.columns ?? 80) - 1)}` : `${message}\n`);
}

/** Takes the last line of progress off the terminal. */
function progressDone(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
