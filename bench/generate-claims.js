// Random valid inpatient claims, one JSON object a line, the same for the same arguments: claims made for each DRG formula, each
// exclusion collection and each hospital-acquired condition, which chance would not reach, and claims at random.
// usage: node bench/generate-claims.js [--version 431] [--seed 1] [--random 1000]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Engine } from '@medcode/cli/engine';
import { InpatientGrouper } from '@medcode/core/groupers/inpatient';
import { FUNCTIONS } from '@medcode/core/groupers/msdrg/leaves';
import { MSDRG_EDITIONS } from '@medcode/core/groupers/msdrg/versions';
import { formatDay } from '@medcode/core/model/date';
import { randomNumbers } from '../conformance/random-numbers.js';

/**
 * @typedef {import('@medcode/core/groupers/msdrg/claim').MsdrgClaim} MsdrgClaim
 * @typedef {import('@medcode/core/groupers/msdrg/formula').Formula} Formula
 * @typedef {import('@medcode/core/groupers/msdrg/tables').DrgRow} DrgRow
 * @typedef {MsdrgClaim & { id: string, version: string, dischargeDate: string }} GeneratedClaim
 *
 * What a claim needs to make a formula hold.
 * @typedef {object} Wish
 * @property {string[]} pdx operands the principal diagnosis has to raise
 * @property {string[]} sdx operands of which each needs a secondary diagnosis
 * @property {string[]} px operands of which each needs a procedure
 * @property {number} level severity a secondary diagnosis has to have
 * @property {boolean} alone no secondary diagnosis but those of the wish
 * @property {string} status discharge status
 */

const TRIES = 80;
const TRAUMA = ['sthead', 'stchest', 'stabdom', 'stkidney', 'sturin', 'stpel', 'stuplimb', 'stlolimb'];
const STATUSES = ['01', '02', '03', '06', '07', '20', '30', '62', '65', '82'];
const POA = ['Y', 'Y', 'Y', 'Y', 'N', 'U', 'W', 'BLANK', 'ONE'];

/** Makes claims of one version. */
export class ClaimMaker {
  /** @param {InpatientGrouper} grouper @param {string} version @param {number} seed */
  constructor(grouper, version, seed) {
    this.grouper = grouper;
    this.tables = grouper.msdrg.tables;
    this.version = this.tables.version(version);
    this.random = randomNumbers(seed);
    const edition = MSDRG_EDITIONS.find((one) => one.version === version);
    if (!edition) throw new Error(`no version ${version}`);
    this.fixed = { version, dischargeDate: formatDay(edition.from) };
    this.made = 0;
    this.readCodes();
  }

  readCodes() {
    const { tables, version } = this;
    /** @type {string[]} */
    this.diagnoses = [];
    /** @type {string[]} */
    this.procedures = [];
    /** @type {string[][]} */
    this.byLevel = [[], [], []];
    /** @type {Map<string, string[]>} */
    this.raising = new Map();
    /** @type {Map<number, string[]>} */
    this.byMdc = new Map();
    /** @type {Map<number, string[]>} */
    this.byExclusion = new Map();
    const { raising } = this;
    const push = (/** @type {string} */ name, /** @type {string} */ code) => {
      const codes = raising.get(name);
      if (codes) codes.push(code);
      else raising.set(name, [code]);
    };
    for (const code of distinct(tables, 'msdrg/diagnosisAll')) {
      const id = tables.codes.diagnoses.find(code);
      const scheme = version.scheme[id] ?? 0;
      if (scheme === 0) continue;
      this.diagnoses.push(code);
      this.byLevel[tables.schemeLevel[scheme] ?? 0]?.push(code);
      group(this.byMdc, tables.schemeMdc[scheme] ?? 0, code);
      const exclusion = version.exclusionGroup[id] ?? 0;
      if (exclusion > 0) group(this.byExclusion, exclusion, code);
      for (const operand of [...tables.schemeOperands.of(scheme), ...tables.schemeHacOperands.of(scheme)])
        push(`dx ${tables.diagnosisOperands[operand]}`, code);
    }
    for (const code of distinct(tables, 'msdrg/procedureAttributes')) {
      const pattern = version.pattern[tables.codes.procedures.find(code)] ?? 0;
      if (pattern === 0 || code.startsWith('Z@')) continue;
      this.procedures.push(code);
      for (const operand of tables.patternOperands.of(pattern)) push(`px ${tables.procedureOperands[operand]}`, code);
    }
  }

  /** @template T @param {readonly T[] | undefined} items @returns {T | undefined} */
  pick(items) {
    return items && items.length > 0 ? items[Math.floor(this.random() * items.length)] : undefined;
  }

  /** @param {Partial<MsdrgClaim> & Pick<MsdrgClaim, 'pdx'>} parts @param {string} kind @returns {GeneratedClaim} */
  claim(parts, kind) {
    return {
      id: `${this.fixed.version}-${kind}${++this.made}`,
      ...this.fixed,
      age: Math.floor(this.random() * 100),
      sex: this.random() < 0.5 ? 'M' : 'F',
      dischargeStatus: this.pick(STATUSES) ?? '01',
      hospitalStatus: 'NON_EXEMPT',
      los: 1 + Math.floor(this.random() * 12),
      admitDx: parts.pdx.code,
      sdx: [],
      px: [],
      ...parts,
    };
  }

  /** A claim of codes drawn at random, most secondary diagnoses with a severity. */
  randomClaim() {
    const poa = () => this.pick(POA);
    const diagnosis = (/** @type {readonly string[] | undefined} */ codes) => ({ code: this.pick(codes) ?? '', poa: poa() });
    const sdx = Array.from({ length: Math.floor(this.random() ** 2 * 24) }, () =>
      diagnosis(this.pick([this.diagnoses, this.byLevel?.[1], this.byLevel?.[2]])),
    );
    const px = Array.from({ length: Math.floor(this.random() ** 2 * 12) }, () => this.pick(this.procedures) ?? '');
    const hospitalStatus = /** @type {const} */ (['NON_EXEMPT', 'NON_EXEMPT', 'NON_EXEMPT', 'EXEMPT', 'UNKNOWN'])[
      Math.floor(this.random() * 5)
    ];
    return this.claim({ pdx: diagnosis(this.diagnoses), sdx, px, hospitalStatus }, 'R');
  }

  /** A claim whose DRG is decided by a line, or undefined when none was found. @param {DrgRow} row */
  claimFor(row) {
    for (let i = 0; i < TRIES; i++) {
      /** @type {Wish} */
      const wish = { pdx: [], sdx: [], px: [], level: 0, alone: false, status: '01' };
      this.wishFor(row.formula, wish);
      const claim = this.fulfil(row, wish);
      if (claim && this.grouper.msdrg.group(claim).initial.drg === row.drg) return claim;
    }
    return undefined;
  }

  /** Chooses what would make a formula hold. @param {Formula} formula @param {Wish} wish */
  wishFor(formula, wish) {
    switch (formula.kind) {
      case 'not':
        return;
      case 'and':
        for (const part of formula.of) this.wishFor(part, wish);
        return;
      case 'or':
        this.wishFor(/** @type {Formula} */ (this.pick(formula.of)), wish);
        return;
      default:
        this.wishForLeaf(formula.name, wish);
    }
  }

  /** @param {string} name @param {Wish} wish */
  wishForLeaf(name, wish) {
    const [where, operand] = name.split(':');
    if (operand !== undefined) {
      if (where === 'PDX' || where === 'ONLY' || (where === 'ANY' && this.random() < 0.5)) wish.pdx.push(operand);
      else wish.sdx.push(operand);
      if (where === 'ONLY') wish.alone = true;
      return;
    }
    if (name === 'MCC' || name === 'CC') wish.level = name === 'MCC' ? 2 : 1;
    else if (FUNCTIONS.includes(/** @type {any} */ (name))) this.wishForFunction(name, wish);
    else wish.px.push(name);
  }

  /** @param {string} name @param {Wish} wish */
  wishForFunction(name, wish) {
    /** @type {Record<string, string[]>} */
    const procedures = {
      BILATERAL: ['lefthip', 'righthip'],
      FOUR_STENTS: ['stent4'],
      FOUR_VESSELS: ['vessel4'],
      SINGLEFUSIONCTR: ['sglantfuse', 'sglpostfuse', 'sglpostfuse'],
      SGLANTCTR: ['sglantfuse', 'sglantfuse'],
      SGLPOST1CTR: ['sglpostfuse1', 'sglpostfuse1'],
      SGLANTSECTXCTR: ['sglantsectXfuse', 'sglantsectXfuse'],
      SGLPOSTFUSECTR: ['sglpostfuse', 'sglpostfuse'],
      MULTFUSE: ['sglantfuse', 'sglantfuse'],
      ORPROC: ['d468'],
      FOUR_DRUG_ELUTING_STENTS: ['NORdrugstent', 'stent4'],
      FOUR_NON_DRUG_ELUTING_STENTS: ['NORstent', 'stent4'],
    };
    wish.px.push(...(procedures[name] ?? []));
    if (name === 'MULTST') wish.sdx.push(this.pick(TRAUMA) ?? '', this.pick(TRAUMA) ?? '');
    /** @type {Record<string, string>} */
    const statuses = { DIED: '20', AMA: '07', XFRNBA: '02' };
    wish.status = statuses[name] ?? wish.status;
  }

  /** @param {DrgRow} row @param {Wish} wish @returns {GeneratedClaim | undefined} */
  fulfil(row, wish) {
    const { raising } = this;
    const [first, ...others] = wish.pdx;
    const inList = row.list > 0 && row.list < 24 ? new Set(this.byMdc?.get(row.list)) : undefined;
    let principals =
      first === undefined ? (row.list > 0 && row.list < 24 ? this.byMdc?.get(row.list) : this.diagnoses) : raising?.get(`dx ${first}`);
    if (row.list === 24) principals = raising?.get('dx strauma');
    if (row.list === 25) principals = raising?.get('dx hiv');
    principals = principals?.filter(
      (code) => (first === undefined || !inList || inList.has(code)) && others.every((name) => raising?.get(`dx ${name}`)?.includes(code)),
    );
    const pdx = this.pick(principals);
    if (pdx === undefined) return undefined;
    const sdx = wish.sdx.map((name) => this.pick(raising?.get(`dx ${name}`)));
    if (row.list === 24) sdx.push(this.pick(raising?.get(`dx ${this.pick(TRAUMA)}`)), this.pick(raising?.get(`dx ${this.pick(TRAUMA)}`)));
    if (wish.level > 0) sdx.push(this.pick(this.byLevel?.[wish.level]));
    if (!wish.alone && this.random() < 0.4) sdx.push(this.pick(this.byLevel?.[0]));
    const px = wish.px.map((name) => this.pick(raising?.get(`px ${name}`)));
    if ([...sdx, ...px].includes(undefined)) return undefined;
    return this.claim(
      {
        pdx: { code: pdx, poa: 'Y' },
        sdx: /** @type {string[]} */ (sdx).map((code) => ({ code, poa: this.pick(POA) })),
        px: /** @type {string[]} */ (px),
        dischargeStatus: wish.status,
        sex: row.list === 12 ? 'M' : row.list === 13 || row.list === 14 ? 'F' : this.random() < 0.5 ? 'M' : 'F',
      },
      'F',
    );
  }

  /** For every exclusion collection a principal diagnosis with one severity it cancels and one it does not. */
  *exclusionClaims() {
    for (const [collection, principals] of this.byExclusion ?? []) {
      const members = this.tables
        .column('msdrg/exclusionGroups', 'codes')
        .at(collection - 1)
        .split(' ');
      const cancelled = this.pick(members.filter((code) => (this.version.scheme[this.tables.codes.diagnoses.find(code)] ?? 0) > 0));
      if (cancelled === undefined) continue;
      const sdx = [cancelled, this.pick(this.byLevel?.[1])].map((code) => ({ code: code ?? '', poa: 'Y' }));
      yield this.claim({ pdx: { code: this.pick(principals) ?? '', poa: 'Y' }, sdx }, 'X');
    }
  }

  /** For every HAC formula a claim with what it asks for, under each indicator and status of the hospital. */
  *hacClaims() {
    for (const { name, procedures } of HACS)
      for (const poa of ['Y', 'N', 'U', 'W', 'BLANK', 'ONE'])
        for (const hospitalStatus of /** @type {const} */ (['NON_EXEMPT', 'EXEMPT', 'UNKNOWN'])) {
          const code = this.pick(this.raising?.get(`dx ${name}`));
          const px = procedures === undefined ? [] : [this.pick(this.raising?.get(`px ${procedures}`)) ?? ''];
          const principal = procedures === 'hac11_proc' ? this.raising?.get('dx hac11_pdx') : this.diagnoses;
          if (code === undefined || px.includes('')) continue;
          yield this.claim({ pdx: { code: this.pick(principal) ?? '', poa: 'Y' }, sdx: [{ code, poa }], px, hospitalStatus }, 'H');
        }
  }
}

const HACS = [
  ...['01', '02', '03', '04', '05', '07', '09'].map((number) => ({ name: `HAC${number}`, procedures: undefined })),
  { name: 'hac06_sdx', procedures: undefined },
  { name: 'HAC08', procedures: 'hac08_proc' },
  { name: 'HAC10', procedures: 'hac10_proc' },
  { name: 'hac11_sdx', procedures: 'hac11_proc' },
  { name: 'HAC12', procedures: 'hac12_proc' },
  { name: 'HAC13', procedures: 'hac13_proc' },
  { name: 'HAC14', procedures: 'hac14_proc' },
];

/**
 * The claims of a version: for each line of the formulas, collection, condition and list, then at random.
 * @param {InpatientGrouper} grouper
 * @param {{ version: string, seed: number, random: number }} how
 */
export function* generateClaims(grouper, { version, seed, random }) {
  const maker = new ClaimMaker(grouper, version, seed);
  for (const rows of maker.version.lists)
    for (const row of rows ?? []) {
      const claim = row.drg > 0 && row.reRoute === 0 ? maker.claimFor(row) : undefined;
      if (claim) yield claim;
    }
  yield* maker.exclusionClaims();
  yield* maker.hacClaims();
  for (let i = 0; i < random; i++) yield maker.randomClaim();
}

/** @param {Map<number, string[]>} groups @param {number} key @param {string} code */
function group(groups, key, code) {
  const codes = groups.get(key);
  if (codes) codes.push(code);
  else groups.set(key, [code]);
}

/** @param {import('@medcode/core/groupers/msdrg/tables').MsdrgTables} tables @param {string} table */
function distinct(tables, table) {
  const column = tables.column(table, 'code');
  return new Set(Array.from({ length: column.length }, (_, row) => column.at(row)));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', default: '431' },
      seed: { type: 'string', default: '1' },
      random: { type: 'string', default: '1000' },
    },
  });
  const grouper = new InpatientGrouper(new Engine({ MEDCODE_DATA: new URL('no-data', import.meta.url).pathname }).catalog);
  const how = { version: values.version, seed: Number(values.seed), random: Number(values.random) };
  for (const claim of generateClaims(grouper, how)) process.stdout.write(`${JSON.stringify(claim)}\n`);
}
