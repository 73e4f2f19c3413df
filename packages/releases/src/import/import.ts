import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { MedcodeError } from '@medcode/core/errors';
import { addDays, type Day, day, fiscalYear, formatDay } from '@medcode/core/model/date';
import type { PackManifest } from '@medcode/core/model/pack-manifest';
import { computeMerged, installedInMemory, storeInstalled, sweepInstalled } from '../installed.js';
import { withLock } from '../installed-lock.js';
import { embeddedPacks, isMerged } from '../installed-state.js';
import { openPackFolder } from '../pack-folder.js';
import { type EncodedPack, encodePack } from '../pack-writer.js';
import { importAddendumB } from './addendum-b.js';
import { importCcsrDx } from './ccsr-dx.js';
import { importCmConversion, importPcsConversion } from './conversion.js';
import { importFeeSchedule } from './fee-schedule.js';
import { type GemTable, importGem } from './gem.js';
import { importHcpcs320, importHcpcsCsv } from './hcpcs.js';
import { importIcd9Titles } from './icd9-titles.js';
import { importIndex } from './icd10cm-index.js';
import { importTable } from './icd10cm-tables.js';
import { importTabular } from './icd10cm-tabular.js';
import { importPcsDefinitions, importPcsIndex, importPcsTables } from './icd10pcs.js';
import { ImportContext, type Imported, type Importer, isDerived, quality } from './importer.js';
import { importAddOns } from './ncci-add-on.js';
import { importMue } from './ncci-mue.js';
import { importPtp } from './ncci-ptp.js';
import { importCodesFile, importOrderAddenda, importOrderFile } from './order-files.js';
import { importPoaExempt } from './poa-exempt.js';
import { recognise, SOURCE_KINDS, type SourceKind } from './recognise.js';
import { containers, type SourceMember } from './source-member.js';

const IMPORTERS: Readonly<Record<SourceKind, Importer>> = {
  'icd10cm-order': (member, context) => importOrderFile(member, context, 'icd10cm'),
  'icd10pcs-order': (member, context) => importOrderFile(member, context, 'icd10pcs'),
  'icd10cm-codes-file': (member, context) => importCodesFile(member, context, 'icd10cm'),
  'icd10pcs-codes-file': (member, context) => importCodesFile(member, context, 'icd10pcs'),
  'icd10cm-order-addenda': (member, context) => importOrderAddenda(member, context, 'icd10cm'),
  'icd10pcs-order-addenda': (member, context) => importOrderAddenda(member, context, 'icd10pcs'),
  'icd10cm-tabular': importTabular,
  'icd10cm-index-xml': (member, context) => importIndex(member, context, 'icd10cm/index', 'xml'),
  'icd10cm-external-index-xml': (member, context) => importIndex(member, context, 'icd10cm/external-index', 'xml'),
  'icd10cm-index-csv': (member, context) => importIndex(member, context, 'icd10cm/index', 'csv'),
  'icd10cm-external-index-csv': (member, context) => importIndex(member, context, 'icd10cm/external-index', 'csv'),
  'icd10cm-neoplasm-xml': (member, context) => importTable(member, context, 'neoplasm', 'xml'),
  'icd10cm-drug-xml': (member, context) => importTable(member, context, 'drug', 'xml'),
  'icd10cm-neoplasm-csv': (member, context) => importTable(member, context, 'neoplasm', 'csv'),
  'icd10cm-drug-csv': (member, context) => importTable(member, context, 'drug', 'csv'),
  'icd10cm-conversion': importCmConversion,
  'icd10pcs-conversion': importPcsConversion,
  'poa-exempt': importPoaExempt,
  'gem/icd9cm-icd10cm': gem('gem/icd9cm-icd10cm'),
  'gem/icd10cm-icd9cm': gem('gem/icd10cm-icd9cm'),
  'gem/icd9pcs-icd10pcs': gem('gem/icd9pcs-icd10pcs'),
  'gem/icd10pcs-icd9pcs': gem('gem/icd10pcs-icd9pcs'),
  'icd9cm-titles': (member, context) => importIcd9Titles(member, context, 'icd9cm'),
  'icd9pcs-titles': (member, context) => importIcd9Titles(member, context, 'icd9pcs'),
  'icd10pcs-tables': importPcsTables,
  'icd10pcs-index': importPcsIndex,
  'icd10pcs-definitions': importPcsDefinitions,
  'hcpcs-320': importHcpcs320,
  'hcpcs-csv': importHcpcsCsv,
  'ccsr-dx': importCcsrDx,
  'ncci-ptp': importPtp,
  'ncci-mue': importMue,
  'ncci-add-on': importAddOns,
  'fee-schedule': importFeeSchedule,
  'addendum-b': importAddendumB,
};

function gem(table: GemTable): Importer {
  return (member, context) => importGem(member, context, table);
}

/** One table made of one file, and what became of it. */
export interface ImportedTable {
  readonly file: string;
  readonly table: string;
  readonly release: string;
  readonly title: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
  readonly rows: number;
  readonly sha256: string;
  /** `unchanged`: the same content was installed already. */
  readonly status: 'added' | 'replaced' | 'unchanged';
}

/** What an import did. */
export interface ImportReport {
  readonly imported: readonly ImportedTable[];
  /** Files that were not read, each with the reason. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Tables computed anew from all editions at hand. */
  readonly computed: readonly string[];
}

export interface ImportOptions {
  /** First day of the edition, for files whose content and name do not tell it. */
  readonly effectiveFrom?: Day;
  readonly progress?: (message: string) => void;
}

/**
 * Compiles the official files below a path into the packs of a data folder. All or nothing: a damaged file leaves the folder as it was.
 * Importing the same files again changes nothing.
 * @param path a file, a folder or a zip
 * @throws MedcodeError MC_INPUT_UNREADABLE; MC_SOURCE_UNRECOGNISED when no file is one an importer reads; MC_SOURCE_MALFORMED with file, row and
 * position; MC_WRITE_FAILED; MC_PACK_DAMAGED when what is installed cannot be read
 *
 * @example
 * const report = await importSources('icd10cm-Code Descriptions-2026.zip', dataFolder(process.env));
 */
export async function importSources(path: string, dataFolder: string, options: ImportOptions = {}): Promise<ImportReport> {
  readable(path);
  return withLock(dataFolder, () => importLocked(path, dataFolder, options));
}

async function importLocked(path: string, dataFolder: string, options: ImportOptions): Promise<ImportReport> {
  const progress = options.progress ?? (() => {});
  const embedded = embeddedPacks();
  const before = openPackFolder(dataFolder, 'installed');
  const context = new ImportContext(new Catalog(embedded), options.effectiveFrom);
  const gathered = new Gathering(embedded, before);
  for await (const { members, left } of containers(path)) {
    context.startContainer();
    for (const one of left) gathered.skip(one.path, one.reason);
    const recognised: { member: SourceMember; kind: SourceKind }[] = [];
    for (const member of members) {
      const answer = await recognise(member);
      if ('kind' in answer) recognised.push({ member, kind: answer.kind });
      else gathered.skip(member.path, answer.skip);
    }
    const place = (kind: SourceKind): number => SOURCE_KINDS.indexOf(kind);
    recognised.sort((a, b) => place(a.kind) - place(b.kind) || Number(isSheet(a.member)) - Number(isSheet(b.member)));
    const done = new Set<string>();
    for (const { member, kind } of recognised) {
      const stem = `${kind} ${member.path.replace(/\.[^./]*(?:\.gz)?$/, '')}`;
      if (done.has(stem)) {
        gathered.skip(member.path, 'the same list as the text file beside it');
        continue;
      }
      progress(`reading ${member.path}`);
      const imported = await read(IMPORTERS[kind], member, context, gathered);
      if (imported) {
        done.add(stem);
        if (!imported.kept) gathered.take(member.path, imported);
      }
    }
  }
  for (const table of context.unfinished.values()) {
    const { file, drafts } = table.finish();
    gathered.take(file, { drafts });
  }
  gathered.refuseEmpty(path);
  const { fresh, keep } = gathered.settle();
  const installed = [...keep, ...fresh.map(installedInMemory)];
  const windowed = cutWindows(installed, embedded);
  const { packs, kept } = computeMerged(
    embedded,
    windowed,
    before.filter((pack) => isMerged(pack.manifest)),
    progress,
  );
  const manifests = new Map(windowed.map((pack) => [pack.manifest.file, pack.manifest]));
  const written = fresh.map((pack) => ({ ...pack, manifest: manifests.get(pack.manifest.file) as PackManifest }));
  const keepManifests = keep.map((pack) => manifests.get(pack.manifest.file) as PackManifest);
  if (!gathered.nothingNew(written, packs, [...keepManifests, ...kept])) {
    progress('writing');
    storeInstalled(dataFolder, [...written, ...packs], [...keepManifests, ...kept]);
  } else sweepInstalled(dataFolder);
  return { imported: gathered.report(manifests), skipped: gathered.skipped, computed: packs.map((pack) => pack.manifest.table) };
}

/** An edition that neither content nor name dates is left out of a folder with the reason; everything else that is wrong stops the import. */
async function read(importer: Importer, member: SourceMember, context: ImportContext, gathered: Gathering): Promise<Imported | undefined> {
  try {
    return await importer(member, context);
  } catch (error) {
    if (!(error instanceof MedcodeError) || error.code !== 'MC_SOURCE_UNRECOGNISED') throw error;
    gathered.undated(member.path, error);
    return undefined;
  }
}

/** What the files of one import bring, before it is settled against what is installed. */
class Gathering {
  readonly skipped: { file: string; reason: string }[] = [];
  private readonly embedded: readonly PackManifest[];
  private readonly before: readonly CataloguedPack[];
  private readonly best = new Map<string, { pack: EncodedPack; file: string }>();
  private readonly files: { file: string; key: string }[] = [];
  private readonly status = new Map<string, ImportedTable['status']>();
  private undatedError: MedcodeError | undefined;

  constructor(embedded: readonly CataloguedPack[], before: readonly CataloguedPack[]) {
    this.embedded = embedded.map((pack) => pack.manifest);
    this.before = before;
  }

  skip(file: string, reason: string): void {
    if (!this.skipped.some((other) => other.file === file && other.reason === reason)) this.skipped.push({ file, reason });
  }

  undated(file: string, error: MedcodeError): void {
    this.undatedError ??= error;
    this.skipped.push({ file, reason: error.message.replace(`${file}: `, '') });
  }

  take(path: string, imported: Imported): void {
    if (imported.drafts.length === 0) {
      this.skip(path, imported.remark ?? 'nothing in it is new');
      return;
    }
    for (const draft of imported.drafts) {
      const key = editionKey(draft.manifest);
      const rival = this.best.get(key);
      if (rival && quality(rival.pack.manifest) >= quality(draft.manifest)) {
        if (!this.skipped.some(({ file }) => file === path))
          this.skip(path, `${draft.manifest.release.title}: already read from ${rival.file}`);
        continue;
      }
      if (rival) this.skip(rival.file, `${draft.manifest.release.title}: read from ${path} instead`);
      this.best.set(key, { pack: encodePack(draft), file: path });
    }
  }

  /** @throws MedcodeError MC_SOURCE_UNRECOGNISED */
  refuseEmpty(path: string): void {
    if (this.best.size > 0) return;
    if (this.undatedError) throw this.undatedError;
    const [only] = this.skipped;
    const files = this.skipped.length;
    const reason =
      files === 0
        ? 'there is no file in it'
        : files === 1
          ? (only as { reason: string }).reason
          : `none of its ${files} files is one medcode imports`;
    throw new MedcodeError('MC_SOURCE_UNRECOGNISED', `${basename(path)}: ${reason}`);
  }

  /** The packs to write and those that stay. A better edition is never replaced by a worse; a derived one gives way to an official one of its year. */
  settle(): { fresh: EncodedPack[]; keep: CataloguedPack[] } {
    const imported = this.before.filter((pack) => !isMerged(pack.manifest));
    const fresh: EncodedPack[] = [];
    const replaced = new Set<CataloguedPack>();
    for (const [key, { pack, file }] of this.best) {
      const manifest = pack.manifest;
      const official = [
        ...this.embedded,
        ...imported.map((other) => other.manifest),
        ...[...this.best.values()].map((other) => other.pack.manifest),
      ].find((other) => isDerived(manifest) && !isDerived(other) && other.table === manifest.table && sameYear(other, manifest));
      if (official) {
        this.skip(file, `${manifest.release.title}: ${official.release.title} is at hand and is official`);
        this.best.delete(key);
        continue;
      }
      const rival = imported.find((other) => editionKey(other.manifest) === key);
      this.files.push({ file, key });
      if (!rival) {
        this.status.set(key, 'added');
        fresh.push(pack);
      } else if (rival.manifest.sha256 === manifest.sha256 || quality(rival.manifest) > quality(manifest)) {
        this.status.set(key, 'unchanged');
      } else {
        this.status.set(key, 'replaced');
        replaced.add(rival);
        fresh.push(pack);
      }
    }
    const supplanted = imported.filter(
      (pack) =>
        isDerived(pack.manifest) &&
        fresh.some(({ manifest }) => !isDerived(manifest) && manifest.table === pack.manifest.table && sameYear(manifest, pack.manifest)),
    );
    return { fresh, keep: imported.filter((pack) => !replaced.has(pack) && !supplanted.includes(pack)) };
  }

  nothingNew(fresh: readonly EncodedPack[], computed: readonly EncodedPack[], keep: readonly PackManifest[]): boolean {
    if (fresh.length > 0 || computed.length > 0) return false;
    const text = (packs: readonly PackManifest[]): string => JSON.stringify([...packs].sort((a, b) => (a.file < b.file ? -1 : 1)));
    return text(keep) === text(this.before.map((pack) => pack.manifest));
  }

  report(manifests: ReadonlyMap<string, PackManifest>): ImportedTable[] {
    const installed = [...manifests.values()];
    return this.files.map(({ file, key }) => {
      const manifest = installed.find((one) => editionKey(one) === key) as PackManifest;
      const { release } = manifest;
      return {
        file,
        table: manifest.table,
        release: release.id,
        title: release.title,
        effectiveFrom: release.effectiveFrom,
        effectiveTo: release.effectiveTo,
        rows: manifest.rows,
        sha256: manifest.sha256,
        status: this.status.get(key) as ImportedTable['status'],
      };
    });
  }
}

function editionKey(manifest: { readonly table: string; readonly release: { readonly effectiveFrom: string } }): string {
  return `${manifest.table}@${manifest.release.effectiveFrom}`;
}

function sameYear(a: PackManifest, b: PackManifest): boolean {
  return fiscalYear(day(a.release.effectiveFrom)) === fiscalYear(day(b.release.effectiveFrom));
}

/** An edition answers to the day before the next one of its table, embedded ones counted. */
function cutWindows(installed: readonly CataloguedPack[], embedded: readonly CataloguedPack[]): CataloguedPack[] {
  return installed.map((pack) => {
    const { table, release } = pack.manifest;
    const next = [...installed, ...embedded]
      .filter((other) => other.manifest.table === table && other.manifest.release.effectiveFrom > release.effectiveFrom)
      .map((other) => other.manifest.release.effectiveFrom)
      .sort()[0];
    const cut = next === undefined ? undefined : formatDay(addDays(day(next), -1));
    if (cut === undefined || cut >= release.effectiveTo) return pack;
    return { manifest: { ...pack.manifest, release: { ...release, effectiveTo: cut } }, origin: pack.origin, table: () => pack.table() };
  });
}

function isSheet(member: SourceMember): boolean {
  return member.file.endsWith('.xlsx');
}

function readable(path: string): void {
  try {
    statSync(path);
  } catch (error) {
    throw new MedcodeError('MC_INPUT_UNREADABLE', `${path}: there is no such file or folder`, { cause: error });
  }
}
