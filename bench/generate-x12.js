// Synthetic 837P files (005010X222A1) of any size, the same for the same arguments. Everything in them is invented.
// usage: node bench/generate-x12.js --megabytes 100 [--seed 1] [--claims 50] > FILE      --claims: claims a transaction set
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { InterchangeWriter } from '@medcode/core/claims/x12/writer';
import { randomNumbers } from '../conformance/random-numbers.js';

/** @typedef {import('@medcode/core/claims/x12/writer').SegmentValue} SegmentValue */
/** @typedef {import('@medcode/core/claims/x12/writer').InterchangeHeader} InterchangeHeader */
/** @typedef {import('@medcode/core/claims/x12/writer').WriterOptions} WriterOptions */

const VERSION = '005010X222A1';
const TRANSACTIONS_PER_GROUP = 20;
const GROUPS_PER_INTERCHANGE = 5;
const CLINICS = [
  'RIVERSIDE FAMILY CLINIC',
  'LAKESIDE PEDIATRICS',
  'OAK HILL MEDICAL GROUP',
  'HARBOR STREET ORTHOPEDICS',
  'MAPLE COUNTY HEALTH',
];
const PAYERS = ['NORTHPAYER', 'SUMMIT HEALTH PLAN', 'PRAIRIE MUTUAL'];
const LAST = ['ALDERMOOR', 'BRINKWELL', 'CASTERLEY', 'DUNHAVEN', 'ELLSTROM', 'FENWARD', 'GALBRAY', 'HOLLOWELL', 'INGSTROM', 'JASPERSON'];
const FIRST = ['ADA', 'BRUNO', 'CORA', 'DMITRI', 'ELENA', 'FELIX', 'GRETA', 'HUGO', 'IRIS', 'JONAS', 'KAIA', 'LEON'];
const STREETS = ['WILLOW WAY', 'QUARRY ROAD', 'ORCHARD LANE', 'MILL STREET', 'HIGH STREET'];
/** City, state, ZIP+4. */
const PLACES = [
  ['SPRINGVALE', 'OH', '440120001'],
  ['CEDAR FORD', 'IA', '523010001'],
  ['STONEBRIDGE', 'PA', '171010001'],
  ['PINE HARBOR', 'ME', '041010001'],
];
const DIAGNOSES = ['E11.9', 'I10', 'E78.5', 'J06.9', 'M54.50', 'N39.0', 'K21.9', 'F41.1', 'Z00.00', 'R05.9', 'E66.9', 'J45.909'];
/**
 * HCPCS or CPT number, least charge in cents, and whether it is a visit.
 * @typedef {readonly [code: string, cents: number, visit: boolean]} Service
 */
/** @type {readonly Service[]} */
const VISITS = [
  ['99213', 9500, true],
  ['99214', 14000, true],
  ['99203', 12500, true],
];
/** @type {readonly Service[]} */
const TESTS = [
  ['80053', 2200, false],
  ['85025', 1400, false],
  ['83036', 1900, false],
  ['36415', 500, false],
  ['93000', 3500, false],
  ['81002', 600, false],
  ['71046', 5200, false],
];
const TAXONOMIES = ['207Q00000X', '208000000X', '207R00000X'];

/** Makes claims. Control numbers, ids and amounts go on from one to the next. */
export class ClaimsMaker {
  /** @param {number} seed */
  constructor(seed) {
    this.random = randomNumbers(seed);
    this.claims = 0;
    this.transactions = 0;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  /** From `least` to `most`, both included. @param {number} least @param {number} most */
  number(least, most) {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  /** A National Provider Identifier with its check digit (Luhn over 80840 and the number). */
  npi() {
    const digits = `1${String(this.number(0, 99_999_999)).padStart(8, '0')}`;
    let sum = 24;
    for (let i = 0; i < 9; i++) {
      const digit = Number(digits[8 - i]) * (i % 2 === 0 ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return `${digits}${(10 - (sum % 10)) % 10}`;
  }

  /** Before November: the files are written on the 2nd of it. @param {number} year */
  date(year) {
    return `${year}${String(this.number(1, 10)).padStart(2, '0')}${String(this.number(1, 28)).padStart(2, '0')}`;
  }

  /** N3 and N4. @returns {SegmentValue[]} */
  address() {
    const [city, state, zip] = this.pick(PLACES);
    return [
      ['N3', `${this.number(1, 990)} ${this.pick(STREETS)}`],
      ['N4', city, state, zip],
    ];
  }

  /** Segments between ST and SE of a transaction set with some claims of one billing provider. @param {number} claims @returns {SegmentValue[]} */
  transaction(claims) {
    const clinic = this.pick(CLINICS);
    const payer = this.pick(PAYERS);
    const received = this.date(2026);
    /** @type {SegmentValue[]} */
    const segments = [
      ['BHT', '0019', '00', `B${String(++this.transactions).padStart(8, '0')}`, received, '0830', 'CH'],
      ['NM1', '41', '2', clinic, '', '', '', '', '46', `S${this.number(10_000, 99_999)}`],
      ['PER', 'IC', 'BILLING DESK', 'TE', `555555${this.number(1000, 9999)}`],
      ['NM1', '40', '2', payer, '', '', '', '', '46', `P${this.number(10_000, 99_999)}`],
      ['HL', '1', '', '20', '1'],
      ['PRV', 'BI', 'PXC', this.pick(TAXONOMIES)],
      ['NM1', '85', '2', clinic, '', '', '', '', 'XX', this.npi()],
      ...this.address(),
      ['REF', 'EI', String(this.number(100_000_000, 999_999_999))],
    ];
    let level = 1;
    for (let i = 0; i < claims; i++) level = this.subscriber(segments, level, payer);
    return segments;
  }

  /** Loop 2000B and, for a dependent, 2000C, with a claim. Returns the last HL number. @param {SegmentValue[]} segments @param {number} level @param {string} payer */
  subscriber(segments, level, payer) {
    const dependent = this.random() < 0.2;
    const last = this.pick(LAST);
    const group = `GRP${this.number(1000, 9999)}`;
    segments.push(
      ['HL', String(level + 1), '1', '22', dependent ? '1' : '0'],
      dependent ? ['SBR', 'P', '', group, '', '', '', '', '', 'CI'] : ['SBR', 'P', '18', group, '', '', '', '', '', 'CI'],
      ['NM1', 'IL', '1', last, this.pick(FIRST), '', '', '', 'MI', `M${this.number(100_000_000, 999_999_999)}`],
      ...(dependent ? [] : this.person()),
      ['NM1', 'PR', '2', payer, '', '', '', '', 'PI', `PY${this.number(1000, 9999)}`],
    );
    if (dependent)
      segments.push(
        ['HL', String(level + 2), String(level + 1), '23', '0'],
        ['PAT', '19'],
        ['NM1', 'QC', '1', last, this.pick(FIRST)],
        ...this.person(),
      );
    this.claim(segments);
    return level + (dependent ? 2 : 1);
  }

  /** Address and demographics. @returns {SegmentValue[]} */
  person() {
    return [...this.address(), ['DMG', 'D8', this.date(this.number(1940, 2015)), this.pick(['F', 'M'])]];
  }

  /** Loops 2300 to 2400. The charge of the claim is the sum of its lines. @param {SegmentValue[]} segments */
  claim(segments) {
    const diagnoses = [...new Set(Array.from({ length: this.number(1, 4) }, () => this.pick(DIAGNOSES)))];
    const service = this.date(2026);
    const first = this.number(0, TESTS.length - 1);
    const lines = Array.from({ length: this.number(1, 5) }, (_, i) => {
      const [code, least, visit] = i === 0 ? this.pick(VISITS) : TESTS[(first + i) % TESTS.length];
      return { code, cents: least + 25 * this.number(0, 40), modifiers: visit && this.random() < 0.3 ? ['25'] : [] };
    });
    const total = lines.reduce((sum, { cents }) => sum + cents, 0);
    segments.push(
      ['CLM', `A${String(++this.claims).padStart(9, '0')}`, amount(total), '', '', ['11', 'B', '1'], 'Y', 'A', 'Y', 'Y'],
      ['HI', ...diagnoses.map((code, i) => [i === 0 ? 'ABK' : 'ABF', code.replace('.', '')])],
      ['NM1', '82', '1', this.pick(LAST), this.pick(FIRST), '', '', '', 'XX', this.npi()],
      ['PRV', 'PE', 'PXC', this.pick(TAXONOMIES)],
    );
    for (const [i, { code, cents, modifiers }] of lines.entries())
      segments.push(
        ['LX', String(i + 1)],
        ['SV1', ['HC', code, ...modifiers], amount(cents), 'UN', '1', '', '', diagnoses.map((_, d) => String(d + 1))],
        ['DTP', '472', 'D8', service],
        ['REF', '6R', `L${this.claims}-${i + 1}`],
      );
  }
}

/** An amount as X12 writes decimals: no trailing zeros. @param {number} cents */
function amount(cents) {
  const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  return text.replace(/\.?0+$/, '');
}

/** @param {number} controlNumber @returns {InterchangeHeader} */
export function interchangeHeader(controlNumber) {
  return {
    sender: { qualifier: 'ZZ', id: 'RIVERSIDE' },
    receiver: { qualifier: 'ZZ', id: 'NORTHPAYER' },
    date: '2026-11-02',
    time: '08:30',
    controlNumber,
    usage: 'T',
  };
}

/** @param {number} controlNumber */
export function groupHeader(controlNumber) {
  return { id: 'HC', sender: 'RIVERSIDE', receiver: 'NORTHPAYER', date: '2026-11-02', time: '08:30', controlNumber, version: VERSION };
}

/** @param {number} number */
export function transactionHeader(number) {
  return { id: '837', controlNumber: String(number).padStart(4, '0'), version: VERSION };
}

/**
 * A file of at least a number of bytes, in pieces.
 * @param {{ bytes: number, seed?: number, claims?: number } & WriterOptions} options
 * @returns {Generator<string>}
 */
export function* generateClaims({ bytes, seed = 1, claims = 50, ...options }) {
  const maker = new ClaimsMaker(seed);
  let written = 0;
  let piece = '';
  const writer = new InterchangeWriter((text) => {
    piece += text;
    written += text.length;
  }, options);
  for (let interchange = 1; written < bytes; interchange++) {
    writer.interchange(interchangeHeader(interchange));
    for (let group = 1; group <= GROUPS_PER_INTERCHANGE && written < bytes; group++) {
      writer.group(groupHeader(group));
      for (let transaction = 1; transaction <= TRANSACTIONS_PER_GROUP && written < bytes; transaction++) {
        writer.transaction(transactionHeader(transaction));
        for (const segment of maker.transaction(claims)) writer.segment(segment);
        yield piece;
        piece = '';
      }
    }
    writer.end();
  }
  yield piece;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { megabytes: { type: 'string' }, seed: { type: 'string' }, claims: { type: 'string' } } });
  const [bytes, seed, claims] = [Number(values.megabytes ?? 10) * 1e6, Number(values.seed ?? 1), Number(values.claims ?? 50)];
  for (const piece of generateClaims({ bytes, seed, claims, lineEnd: '\n' }))
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}
