/**
 * What the X12 standard 005010 itself says of a segment, whatever the guide: type and length of each element, which are mandatory, and
 * which depend on one another. Numbers and codes only.
 *
 * An element is written `ID2-3` (type, shortest, longest), with `!` when mandatory. Types: `AN` text, `ID` code, `N0` whole number,
 * `R` decimal number, `$` decimal amount of money, `DT` date, `TM` time. `C003` is a composite, written out in {@link COMPOSITES}; `*`
 * after an element says that it may repeat. After `|` stand the conditions: `P` all or none, `R` at least one, `E` at most one, `C` if
 * the first then all others, `L` if the first then at least one other.
 */

/** Composites of the standard. */
export const COMPOSITES: Readonly<Record<string, string>> = {
  C001: 'ID2-2! R1-15 R1-10 ID2-2 R1-15 R1-10 ID2-2 R1-15 R1-10 ID2-2 R1-15 R1-10 ID2-2 R1-15 R1-10',
  C002: 'ID2-2! ID2-2 ID2-2 ID2-2 ID2-2',
  C003: 'ID2-2! AN1-48! AN2-2 AN2-2 AN2-2 AN2-2 AN1-80 AN1-48',
  C004: 'N01-2! N01-2 N01-2 N01-2',
  C022: 'ID1-3! AN1-30! ID2-3 AN1-35 $1-18 R1-15 AN1-30 AN1-30 ID1-1',
  C023: 'AN1-2! ID1-2 ID1-1',
  C024: 'ID2-3! ID2-3 ID2-3 ID2-2 ID2-3',
  C030: 'N01-2! N01-2 N01-4',
  C035: 'AN1-3! ID2-3 ID1-1',
  C040: 'ID2-3! AN1-50! ID2-3 AN1-50 ID2-3 AN1-50',
  C042: 'ID2-2! AN1-50',
  C043: 'AN1-30! AN1-30 ID2-3 ID1-3',
  C052: 'ID1-1! ID1-1 ID1-1 ID1-1',
  C056: 'ID1-1 ID1-3 AN1-30',
  C998: 'AN1-35! AN1-35',
  C999: 'N01-4! N01-4',
  S004: 'AN1-35 AN1-35',
};

const FURTHER_PRODUCTS = Array.from({ length: 14 }, () => 'ID2-2 AN1-48').join(' ');
const ADJUSTMENTS = Array.from({ length: 5 }, () => 'ID1-5 $1-18 R1-15').join(' ');

/** Segments of the standard by tag. */
export const SEGMENTS: Readonly<Record<string, string>> = {
  AAA: 'ID1-1! ID2-2 ID2-2 ID1-1',
  ACT: 'AN1-35! AN1-60 ID1-2 AN2-80 ID1-3 AN1-35 AN1-80 ID1-2 ID1-1 | P0304 C0506 C0705',
  ADX: '$1-18! ID2-2! ID2-3 AN1-50 | P0304',
  AK1: 'ID2-2! N01-9! AN1-12',
  AK2: 'ID3-3! AN4-9! AN1-35',
  AK9: 'ID1-1! N01-6! N01-6! N01-6! ID1-3 ID1-3 ID1-3 ID1-3 ID1-3',
  AMT: 'ID1-3! $1-18! ID1-1',
  BGN: 'ID2-2! AN1-50! DT8-8! TM4-8 ID2-2 AN1-50 ID2-2 ID1-2 ID2-2 | C0504',
  BHT: 'ID4-4! ID2-2! AN1-50 DT8-8 TM4-8 ID2-2',
  BPR: 'ID1-2! $1-18! ID1-1! ID3-3! ID1-10 ID2-2 AN3-12 ID1-3 AN1-35 AN10-10 AN9-9 ID2-2 AN3-12 ID1-3 AN1-35 DT8-8 ID1-3 ID2-2 AN3-12 ID1-3 AN1-35 | P0607 C0809 P1213 C1415 P1819 C2021',
  CAS: `ID1-2! ID1-5! $1-18! R1-15 ${ADJUSTMENTS} | L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917`,
  CL1: 'ID1-1 ID1-1 ID1-2 ID1-1',
  CLM: 'AN1-38! $1-18 ID1-2 ID1-2 C023 ID1-1 ID1-1 ID1-1 ID1-1 ID1-1 C024 ID2-3 ID1-1 ID1-3 ID1-1 ID1-1 ID1-2 ID1-1 ID2-2 ID1-2',
  CLP: 'AN1-38! ID1-2! $1-18! $1-18 $1-18 ID1-2 AN1-50 AN1-2 ID1-1 ID1-2 ID1-4 R1-15 R1-10 ID1-1',
  CN1: 'ID2-2! $1-18 R1-6 AN1-50 R1-6 AN1-30',
  COB: 'ID1-1 AN1-50 ID1-1 ID1-2*',
  CR1: 'ID2-2 R1-10 ID1-1 ID1-1 ID2-2 R1-15 AN1-55 AN1-55 AN1-80 AN1-80 | P0102 P0506',
  CR2: 'N01-9 R1-15 ID2-3 ID2-3 ID2-2 R1-15 R1-15 ID1-1 ID1-1 AN1-80 AN1-80 ID1-1 | P0102 C0403 P0506',
  CR3: 'ID1-1 ID2-2 R1-15 ID1-1 AN1-80 | P0203',
  CR5: 'ID1-1 R1-15 ID1-1 ID1-1 AN1-80 R1-15 R1-15 R1-15 AN1-80 R1-15 R1-15 ID1-1 ID1-1 ID1-1 ID1-1 R1-15 ID1-1 ID1-1',
  CR6: 'ID1-1! DT8-8! ID2-3 AN1-35 DT8-8 ID1-1 ID1-1 ID1-1! DT8-8 ID2-2 AN1-15 DT8-8 DT8-8 DT8-8 ID2-3 AN1-35 ID1-1 DT8-8 DT8-8 DT8-8 DT8-8 | P0304 P091011 P151617',
  CR7: 'ID2-2! N01-9! N01-9!',
  CRC: 'ID2-2! ID1-1! ID2-3! ID2-3 ID2-3 ID2-3 ID2-3',
  CTP: 'ID2-2 ID3-3 R1-17 R1-15 C001 ID3-3 R1-10 $1-18 ID2-2 AN1-10 N01-2 | P0405 C0607 C0902 C1002 C1103',
  CTX: 'C998*! ID2-3 N01-6 AN1-4 C030 C999',
  CUR: 'ID2-3! ID3-3! R4-10 ID2-3 ID3-3 ID3-3 ID3-3 DT8-8 TM4-8 ID3-3 DT8-8 TM4-8 ID3-3 DT8-8 TM4-8 ID3-3 DT8-8 TM4-8 ID3-3 DT8-8 TM4-8 | C0807 C0907 L101112 C1110 C1210 L131415 C1413 C1513 L161718 C1716 C1816 L192021 C2019 C2119',
  DMG: 'ID2-3 AN1-35 ID1-1 ID1-1 C056* ID1-2 ID2-3 ID1-2 R1-15 ID1-3 AN1-30 | P0102 P1011 C1105',
  DSB: 'ID1-1! R1-15 ID4-6 ID1-1 ID1-2 $1-18 ID2-2 AN1-15 | P0708',
  DTM: 'ID3-3! DT8-8 TM4-8 ID2-2 ID2-3 AN1-35 | R020305 C0403 P0506',
  DTP: 'ID3-3! ID2-3! AN1-35!',
  EB: 'ID1-2! ID3-3 ID1-2* ID1-3 AN1-50 ID1-2 $1-18 R1-10 ID2-2 R1-15 ID1-1 ID1-1 C003 C004 | P0910',
  EC: 'ID2-3 ID2-3 ID2-3 R1-10 ID1-1 ID4-6',
  ENT: 'N01-6 ID2-3 ID1-2 AN2-80 ID2-3 ID1-2 AN2-80 ID2-3 AN1-50 | P020304 P050607 P0809',
  EQ: 'ID1-2* C003 ID3-3 ID1-3 C004 | R0102',
  FRM: 'AN1-20! ID1-1 AN1-50 DT8-8 R1-6 | R02030405',
  HCP: 'ID2-2 $1-18 $1-18 AN1-50 R1-9 AN1-50 $1-18 AN1-48 ID2-2 AN1-48 ID2-2 R1-15 ID2-2 ID1-2 ID1-2 | R0113 P0910 P1112',
  HD: 'ID3-3! ID2-3 ID2-3 AN1-50 ID3-3 N01-9 N01-9 ID1-1 ID1-1 ID2-3 ID1-1',
  HI: `C022! ${Array.from({ length: 11 }, () => 'C022').join(' ')}`,
  HL: 'AN1-12! AN1-12 ID1-2! ID1-1',
  HLH: 'ID1-1 R1-8 R1-10 R1-10 AN1-80 ID1-1 AN1-80',
  HSD: 'ID2-2 R1-15 ID2-2 R1-6 ID1-2 N01-3 ID1-2 ID1-1 | P0102 C0605',
  ICM: 'ID1-1! $1-18! R1-15 AN1-30 AN1-5 ID3-3',
  IDC: 'AN1-50! ID1-1! R1-15 ID1-2',
  III: 'ID1-3 AN1-30 ID2-2 AN1-264 R1-15 C001 ID1-2 ID1-2 ID1-2 | P0102 L030405',
  IK3: 'ID2-3! N01-10! AN1-4 ID1-3',
  IK4: 'C030! N01-4 ID1-3! AN1-99',
  IK5: 'ID1-1! ID1-3 ID1-3 ID1-3 ID1-3 ID1-3',
  INS: 'ID1-1! ID2-2! ID3-3 ID2-3 ID1-1 C052 ID1-2 ID2-2 ID1-1 ID1-1 ID2-3 AN1-35 ID1-1 AN2-30 ID2-2 ID2-3 N01-9 | P1112',
  K3: 'AN1-80! ID1-2 C001',
  LE: 'AN1-4!',
  LIN: `AN1-20 ID2-2! AN1-48! ${FURTHER_PRODUCTS} | P0405 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425 P2627 P2829 P3031`,
  LQ: 'ID1-3 AN1-30 | C0102',
  LS: 'AN1-4!',
  LUI: 'ID1-2 AN2-80 AN1-80 ID1-2 ID1-1 | P0102 L040203',
  LX: 'N01-6!',
  MEA: 'ID2-2 ID1-3 R1-20 C001 R1-20 R1-20 ID2-2 ID2-2 ID2-2 ID2-4 ID1-3 AN1-30 | R03050608 L050412 L060412 L07030506 E0803 P1112',
  MIA: 'R1-15! $1-18 R1-15 $1-18 AN1-50 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 R1-15 $1-18 $1-18 $1-18 $1-18 AN1-50 AN1-50 AN1-50 AN1-50 $1-18',
  MOA: 'R1-10 $1-18 AN1-50 AN1-50 AN1-50 AN1-50 AN1-50 $1-18 $1-18',
  MPI: 'ID1-1! ID2-2! ID1-1! AN1-80 ID2-2 ID2-3 AN1-35 | P0607',
  MSG: 'AN1-264! ID2-2 N01-9 | C0302',
  N1: 'ID2-3! AN1-60 ID1-2 AN2-80 ID2-2 ID2-3 | R0203 P0304',
  N2: 'AN1-60! AN1-60',
  N3: 'AN1-55! AN1-55',
  N4: 'AN2-30 ID2-2 ID3-15 ID2-3 ID1-2 AN1-30 ID1-3 | E0207 C0605 C0704',
  NM1: 'ID2-3! ID1-1! AN1-60 AN1-35 AN1-25 AN1-10 AN1-10 ID1-2 AN2-80 ID2-2 ID2-3 AN1-60 | P0809 C1110 C1203',
  NTE: 'ID3-3 AN1-80!',
  OI: 'ID1-2 ID2-2 ID1-1 ID1-1 ID1-1 ID1-1',
  PAT: 'ID2-2 ID1-1 ID2-2 ID1-1 ID2-3 AN1-35 ID2-2 R1-10 ID1-1 | P0506 P0708',
  PER: 'ID2-2! AN1-60 ID2-2 AN1-256 ID2-2 AN1-256 ID2-2 AN1-256 AN1-20 | P0304 P0506 P0708',
  PLB: 'AN1-50! DT8-8! C042! $1-18! C042 $1-18 C042 $1-18 C042 $1-18 C042 $1-18 C042 $1-18 | P0506 P0708 P0910 P1112 P1314',
  PRV: 'ID1-3! ID2-3 AN1-50 ID2-2 C035 ID3-3 | P0203',
  PS1: 'AN1-50! $1-18! ID2-2',
  PWK: 'ID2-2! ID1-2 N01-2 ID2-3 ID1-2 AN2-80 AN1-80 C002 ID1-2 | P0506',
  QTY: 'ID2-2! R1-15 C001 AN1-30 | R0204 E0204',
  RDM: 'ID1-2! AN1-60 AN1-256 C040 C040',
  REF: 'ID2-3! AN1-50 AN1-80 C040 | R0203',
  RMR: 'ID2-3 AN1-50 ID2-2 $1-18 $1-18 $1-18 ID2-2 $1-18 | P0102 P0708',
  SBR: 'ID1-1! ID2-2 AN1-50 AN1-60 ID1-3 ID1-1 ID1-1 ID2-2 ID1-2',
  STC: 'C043! DT8-8 ID1-2 $1-18 $1-18 DT8-8 ID3-3 DT8-8 AN1-16 C043 C043 AN1-264',
  SV1: 'C003! $1-18 ID2-2 R1-15 AN1-2 ID1-2 C004 $1-18 ID1-1 ID1-2 ID1-1 ID1-1 ID1-2 AN1-2 ID1-1 ID1-1 AN1-50 ID3-15 $1-18 ID1-1 ID1-1 | P0304',
  SV2: 'AN1-48 C003 $1-18 ID2-2 R1-15 R1-10 $1-18 ID1-1 ID1-1 ID1-1 | R0102 P0405',
  SV5: 'C003! ID2-2! R1-15! $1-18 $1-18 ID1-1 ID1-1 | R0405 C0604',
  SVC: 'C003! $1-18! $1-18 AN1-48 R1-15 C003 R1-15',
  SVD: 'AN2-80! $1-18! C003 AN1-48 R1-15 N01-6',
  TRN: 'ID1-2! AN1-50! AN10-10 AN1-50',
  TS2: '$1-18 $1-18 $1-18 $1-18 $1-18 $1-18 R1-15 $1-18 $1-18 R1-15 R1-15 R1-15 R1-15 R1-15 $1-18 R1-15 $1-18 $1-18 $1-18',
  TS3: 'AN1-50! AN1-2! DT8-8! R1-15! $1-18! $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 $1-18 R1-15 $1-18',
  UM: 'ID1-2! ID1-1 ID1-2 C023 C024 ID1-3 ID1-1 ID1-1 ID1-1 ID1-1',
  VEH: 'N01-6 AN1-17 N02-2 N02-4 ID2-2 ID1-3 AN1-20',
};

/**
 * The element that tells uses of the same segment apart: `[element, component]`, component 0 for the whole element. Segments that are
 * not named have none.
 */
export const KEYS: Readonly<Record<string, readonly [element: number, component: number]>> = {
  AMT: [1, 0],
  CRC: [1, 0],
  CTX: [1, 1],
  DTM: [1, 0],
  DTP: [1, 0],
  HI: [1, 1],
  HL: [3, 0],
  N1: [1, 0],
  NM1: [1, 0],
  NTE: [1, 0],
  PER: [1, 0],
  PRV: [1, 0],
  PWK: [2, 0],
  QTY: [1, 0],
  REF: [1, 0],
};

export type ElementType = 'AN' | 'ID' | 'N0' | 'R' | '$' | 'DT' | 'TM';

/** An element as the standard has it. */
export interface StandardElement {
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
  readonly mandatory: boolean;
  readonly repeats: boolean;
  readonly components?: readonly StandardElement[];
}

/** A dependence between elements: letter and element numbers, `P` and `[3, 4]`. */
export interface SyntaxCondition {
  readonly kind: 'P' | 'R' | 'E' | 'C' | 'L';
  readonly elements: readonly number[];
}

export interface StandardSegment {
  readonly elements: readonly StandardElement[];
  readonly conditions: readonly SyntaxCondition[];
}

const read = new Map<string, StandardSegment>();

/** The standard's segment of this tag, or undefined when there is none among those known. */
export function standardSegment(tag: string): StandardSegment | undefined {
  const known = read.get(tag);
  if (known) return known;
  if (!Object.hasOwn(SEGMENTS, tag)) return undefined;
  const segment = readSegment(SEGMENTS[tag] as string);
  read.set(tag, segment);
  return segment;
}

function readSegment(notation: string): StandardSegment {
  const [elements = '', conditions = ''] = notation.split(' | ');
  return {
    elements: elements.split(' ').map(readElement),
    conditions: conditions
      .split(' ')
      .filter((text) => text !== '')
      .map((text) => ({
        kind: text[0] as SyntaxCondition['kind'],
        elements: (text.slice(1).match(/\d\d/g) ?? []).map(Number),
      })),
  };
}

function readElement(notation: string): StandardElement {
  const flags = { mandatory: notation.includes('!'), repeats: notation.includes('*') };
  const name = notation.replace(/[!*]/g, '');
  if (/^[CS]\d{3}$/.test(name)) {
    const composite = COMPOSITES[name];
    if (composite === undefined) throw new Error(`no composite ${name}`);
    return { type: 'AN', min: 1, max: MAXIMUM, ...flags, components: composite.split(' ').map(readElement) };
  }
  const match = /^(AN|ID|N0|R|\$|DT|TM)(\d+)-(\d+)$/.exec(name);
  if (!match) throw new Error(`not an element: ${notation}`);
  return { type: match[1] as ElementType, min: Number(match[2]), max: Number(match[3]), ...flags };
}

/** Length of a composite is that of its components. */
const MAXIMUM = Number.POSITIVE_INFINITY;
