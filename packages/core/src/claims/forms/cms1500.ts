import { bareCode, dottedCode } from '../../codesets/code.js';
import type { Claim, Party, ServiceLine, Subscriber } from '../../model/claim.js';
import { parseAmount } from '../../model/money.js';
import { type Box, type FilledForm, type FormLayout, Page, withoutPoint } from './form.js';

/** Lines of services on one form (box 24). */
const LINES = 6;
const LETTERS = 'ABCDEFGHIJKL';

const box = (line: number, column: number, length: number): Box => ({ line, column, length });
const right = (line: number, column: number, length: number): Box => ({ line, column, length, right: true });
const dateBoxes = (
  name: string,
  line: number,
  [month, day, year]: readonly [number, number, number],
  yearLength: number,
): Record<string, Box> => ({
  [`${name}.month`]: box(line, month, 2),
  [`${name}.day`]: box(line, day, 2),
  [`${name}.year`]: box(line, year, yearLength),
});

/** The boxes of one line of services; its shaded half stands above it. */
function serviceBoxes(n: number): Record<string, Box> {
  const line = 42 + n * 2;
  return {
    [`24 shaded.${n}`]: box(line - 1, 1, 61),
    ...dateBoxes(`24A from.${n}`, line, [1, 4, 7], 2),
    ...dateBoxes(`24A to.${n}`, line, [10, 13, 16], 2),
    [`24B.${n}`]: box(line, 19, 2),
    [`24C.${n}`]: box(line, 22, 2),
    [`24D.${n}`]: box(line, 25, 6),
    [`24D modifier 1.${n}`]: box(line, 33, 2),
    [`24D modifier 2.${n}`]: box(line, 36, 2),
    [`24D modifier 3.${n}`]: box(line, 39, 2),
    [`24D modifier 4.${n}`]: box(line, 42, 2),
    [`24E.${n}`]: box(line, 45, 4),
    [`24F.${n}`]: right(line, 50, 9),
    [`24G.${n}`]: right(line, 59, 3),
    [`24H.${n}`]: box(line, 63, 1),
    [`24I shaded.${n}`]: box(line - 1, 65, 2),
    [`24J shaded.${n}`]: box(line - 1, 68, 11),
    [`24J.${n}`]: box(line, 68, 10),
  };
}

/** Box numbers and field lengths of the form of version 02/12 (NUCC 1500 Claim Form Instruction Manual; Medicare Claims Processing Manual, Pub. 100-04, chapter 26). */
export const CMS1500_LAYOUT: FormLayout = {
  form: 'cms1500',
  title: 'Professional claim (data of a CMS-1500)',
  top: 36,
  left: 22,
  boxes: {
    'payer.1': box(2, 41, 38),
    'payer.2': box(3, 41, 38),
    'payer.3': box(4, 41, 38),
    'payer.4': box(5, 41, 38),
    '1 medicare': box(8, 1, 1),
    '1 medicaid': box(8, 8, 1),
    '1 tricare': box(8, 15, 1),
    '1 champva': box(8, 24, 1),
    '1 group': box(8, 31, 1),
    '1 feca': box(8, 39, 1),
    '1 other': box(8, 45, 1),
    '1a': box(8, 50, 29),
    '2': box(10, 1, 28),
    ...dateBoxes('3', 10, [31, 34, 37], 4),
    '3 male': box(10, 42, 1),
    '3 female': box(10, 47, 1),
    '4': box(10, 50, 29),
    '5 street': box(12, 1, 28),
    '6 self': box(12, 33, 1),
    '6 spouse': box(12, 38, 1),
    '6 child': box(12, 42, 1),
    '6 other': box(12, 47, 1),
    '7 street': box(12, 50, 29),
    '5 city': box(14, 1, 24),
    '5 state': box(14, 26, 3),
    '7 city': box(14, 50, 23),
    '7 state': box(14, 74, 4),
    '5 zip': box(16, 1, 12),
    '5 phone': box(16, 15, 14),
    '7 zip': box(16, 50, 12),
    '7 phone': box(16, 65, 14),
    '9': box(18, 1, 28),
    '11': box(18, 50, 29),
    '9a': box(20, 1, 28),
    '10a yes': box(20, 35, 1),
    '10a no': box(20, 41, 1),
    ...dateBoxes('11a', 20, [53, 56, 59], 4),
    '11a male': box(20, 68, 1),
    '11a female': box(20, 75, 1),
    '10b yes': box(22, 35, 1),
    '10b no': box(22, 41, 1),
    '10b state': box(22, 45, 2),
    '10c yes': box(24, 35, 1),
    '10c no': box(24, 41, 1),
    '11c': box(24, 50, 29),
    '9d': box(26, 1, 28),
    '10d': box(26, 31, 19),
    '11d yes': box(26, 52, 1),
    '11d no': box(26, 57, 1),
    '12': box(29, 7, 24),
    ...dateBoxes('12 date', 29, [38, 41, 44], 4),
    '13': box(29, 57, 22),
    ...dateBoxes('14', 32, [2, 5, 8], 4),
    '14 qualifier': box(32, 16, 3),
    '15 qualifier': box(32, 31, 3),
    ...dateBoxes('15', 32, [37, 40, 43], 4),
    ...dateBoxes('16 from', 32, [54, 57, 60], 4),
    ...dateBoxes('16 to', 32, [68, 71, 74], 4),
    '17 qualifier': box(34, 1, 2),
    '17': box(34, 4, 24),
    '17a qualifier': box(33, 30, 2),
    '17a': box(33, 33, 16),
    '17b': box(34, 33, 10),
    ...dateBoxes('18 from', 34, [54, 57, 60], 4),
    ...dateBoxes('18 to', 34, [68, 71, 74], 4),
    '19': box(36, 1, 48),
    '20 yes': box(36, 52, 1),
    '20 no': box(36, 57, 1),
    '20 charges': right(36, 62, 10),
    '21 version': box(37, 42, 1),
    ...Object.fromEntries(Array.from(LETTERS, (letter, i) => [`21${letter}`, box(38 + Math.floor(i / 4), 3 + 13 * (i % 4), 8)])),
    '22 code': box(38, 50, 1),
    '22': box(38, 62, 17),
    '23': box(40, 50, 29),
    ...Object.fromEntries(Array.from({ length: LINES }, (_, i) => Object.entries(serviceBoxes(i + 1))).flat()),
    '25': box(56, 1, 15),
    '25 ssn': box(56, 17, 1),
    '25 ein': box(56, 19, 1),
    '26': box(56, 23, 14),
    '27 yes': box(56, 38, 1),
    '27 no': box(56, 43, 1),
    '28': right(56, 51, 10),
    '29': right(56, 62, 9),
    '33 phone': box(57, 66, 13),
    '31': box(59, 1, 21),
    ...dateBoxes('31 date', 61, [12, 15, 18], 4),
    '32.1': box(58, 23, 26),
    '32.2': box(59, 23, 26),
    '32.3': box(60, 23, 26),
    '33.1': box(58, 50, 29),
    '33.2': box(59, 50, 29),
    '33.3': box(60, 50, 29),
    '32a': box(61, 24, 10),
    '32b': box(61, 36, 13),
    '33a': box(61, 51, 10),
    '33b': box(61, 64, 15),
  },
};

/** Kind of coverage of box 1 by claim filing indicator (SBR09). */
const COVERAGE: Readonly<Record<string, string>> = {
  MB: 'medicare',
  MA: 'medicare',
  MC: 'medicaid',
  CH: 'tricare',
  CI: 'group',
  BL: 'group',
  HM: 'group',
};
const RELATION: Readonly<Record<string, string>> = { '18': 'self', '01': 'spouse', '19': 'child' };

/**
 * A professional claim by the boxes of the CMS-1500 (02/12). More than six lines go on further pages, each with the whole head; the total
 * stands on the last one. Boxes for which the claim has no value stay empty.
 */
export function fillCms1500(claim: Claim): FilledForm {
  const cut: { box: string; text: string; length: number }[] = [];
  const count = Math.max(1, Math.ceil(claim.services.length / LINES));
  const pages = Array.from({ length: count }, (_, i) => {
    const page = new Page(CMS1500_LAYOUT, cut);
    head(page, claim);
    claim.services.slice(i * LINES, (i + 1) * LINES).forEach((line, n) => {
      serviceLine(page, line, n + 1, claim);
    });
    foot(page, claim, i === count - 1);
    return page.placed;
  });
  return { layout: CMS1500_LAYOUT, pages, cut };
}

/** Last, first, middle with commas, as boxes 2, 4 and 9 want names. */
function lastFirst(party: Party | undefined): string {
  return [party?.name, party?.first, party?.middle].filter((part) => part !== undefined && part !== '').join(', ');
}

/** First, middle, last, as boxes 17 and 31 want names. */
export function firstLast(party: Party | undefined): string {
  return [party?.first, party?.middle, party?.name, party?.suffix].filter((part) => part !== undefined && part !== '').join(' ');
}

function phone(party: Party | undefined): string | undefined {
  return party?.contacts?.flatMap(({ numbers }) => numbers).find(({ qualifier }) => qualifier === 'TE')?.value;
}

function head(page: Page, claim: Claim): void {
  const { subscriber, patient, payer } = claim;
  const insured = subscriber?.party;
  // A claim for the subscriber names the person once, on the subscriber's level.
  const person = patient?.party ?? insured;
  page.put('payer.1', payer?.name);
  page.put('payer.2', payer?.address?.lines[0]);
  page.put('payer.3', payer?.address?.lines[1]);
  page.put('payer.4', [payer?.address?.city, payer?.address?.state, payer?.address?.zip].filter(Boolean).join(' '));
  page.tick(`1 ${COVERAGE[subscriber?.filingIndicator ?? ''] ?? 'other'}`);
  page.put('1a', insured?.id?.value);
  page.put('2', lastFirst(person));
  page.date('3', patient?.birthDate ?? (patient?.party ? undefined : subscriber?.birthDate));
  const sex = patient?.sex ?? (patient?.party ? undefined : subscriber?.sex);
  if (sex === 'M') page.tick('3 male');
  if (sex === 'F') page.tick('3 female');
  page.put('4', lastFirst(insured));
  address(page, '5', person);
  address(page, '7', insured);
  const relation = patient?.relationship ?? subscriber?.relationship;
  if (relation !== undefined) page.tick(`6 ${RELATION[relation] ?? 'other'}`);
  const other = claim.otherPayers?.[0];
  page.put('9', lastFirst(other?.subscriber.party));
  page.put('9a', other?.subscriber.groupNumber ?? other?.subscriber.party?.id?.value);
  page.put('9d', other?.payer?.name);
  page.put('11', subscriber?.groupNumber);
  insuredFacts(page, subscriber);
  page.tick(other ? '11d yes' : '11d no');
  const causes = claim.relatedCauses ?? [];
  page.tick(causes.includes('EM') ? '10a yes' : '10a no');
  page.tick(causes.includes('AA') ? '10b yes' : '10b no');
  page.put('10b state', claim.accidentState);
  page.tick(causes.includes('OA') ? '10c yes' : '10c no');
  if (claim.release === 'Y') page.put('12', 'SIGNATURE ON FILE');
  if (claim.benefitsAssigned === 'Y') page.put('13', 'SIGNATURE ON FILE');
  // Qualifiers of the form: 431 onset, 484 last menstrual period, 439 accident.
  const first = claim.onsetDate ?? claim.lastMenstrualPeriod;
  page.date('14', first);
  if (first !== undefined) page.put('14 qualifier', claim.onsetDate === undefined ? '484' : '431');
  page.date('15', claim.accidentDate);
  if (claim.accidentDate !== undefined) page.put('15 qualifier', '439');
  const referring = claim.referring?.[0] ?? claim.supervising;
  // DN referring, DQ supervising.
  if (referring) page.put('17 qualifier', claim.referring?.[0] ? 'DN' : 'DQ');
  page.put('17', firstLast(referring));
  page.put('17b', referring?.npi);
  page.date('18 from', claim.admissionDate);
  page.date('18 to', claim.dischargeDate);
  page.put('19', claim.notes?.[0]?.value);
  page.put('21 version', claim.diagnoses.length === 0 ? undefined : claim.diagnoses[0]?.system === 'icd9cm' ? '9' : '0');
  claim.diagnoses.slice(0, LETTERS.length).forEach(({ code }, i) => {
    // Box 21 has no decimal point.
    page.put(`21${LETTERS.charAt(i)}`, bareCode(dottedCode(bareCode(code))));
  });
  if (claim.frequency === '7' || claim.frequency === '8') page.put('22 code', claim.frequency);
  page.put('22', claim.originalClaimNumber);
  page.put('23', claim.priorAuthorization ?? claim.referralNumber ?? claim.clia);
}

function insuredFacts(page: Page, subscriber: Subscriber | undefined): void {
  page.date('11a', subscriber?.birthDate);
  if (subscriber?.sex === 'M') page.tick('11a male');
  if (subscriber?.sex === 'F') page.tick('11a female');
  page.put('11c', subscriber?.groupName);
}

function address(page: Page, box: '5' | '7', party: Party | undefined): void {
  const at = party?.address;
  page.put(`${box} street`, at?.lines.join(' '));
  page.put(`${box} city`, at?.city);
  page.put(`${box} state`, at?.state);
  page.put(`${box} zip`, zipOf(at?.zip));
  page.put(`${box} phone`, phone(party));
}

/** Nine digits with their hyphen. */
export function zipOf(zip: string | undefined): string | undefined {
  return zip !== undefined && /^\d{9}$/.test(zip) ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
}

function serviceLine(page: Page, line: ServiceLine, n: number, claim: Claim): void {
  const from = line.date ?? claim.date;
  page.date(`24A from.${n}`, from);
  page.date(`24A to.${n}`, line.dateTo ?? from);
  page.put(`24B.${n}`, line.placeOfService ?? claim.placeOfService);
  if (line.emergency === 'Y') page.put(`24C.${n}`, 'Y');
  page.put(`24D.${n}`, line.code);
  line.modifiers?.slice(0, 4).forEach((modifier, i) => {
    page.put(`24D modifier ${i + 1}.${n}`, modifier);
  });
  page.put(`24E.${n}`, line.pointers?.map((pointer) => LETTERS[pointer - 1] ?? '').join(''));
  page.put(`24F.${n}`, withoutPoint(line.charge === undefined ? undefined : parseAmount(line.charge)));
  page.put(`24G.${n}`, line.units ?? 1);
  if (line.epsdt === 'Y') page.put(`24H.${n}`, 'Y');
  const rendering = line.rendering ?? claim.rendering;
  page.put(`24J.${n}`, rendering?.npi ?? claim.billing?.npi);
  if (rendering?.taxonomy !== undefined) {
    page.put(`24I shaded.${n}`, 'ZZ');
    page.put(`24J shaded.${n}`, rendering.taxonomy);
  }
  // N4 and the 11 digits, unit and quantity (box 24, shaded).
  if (line.drug) page.put(`24 shaded.${n}`, `N4${line.drug.ndc} ${line.drug.unit ?? ''}${line.drug.quantity ?? ''}`.trim());
}

function foot(page: Page, claim: Claim, last: boolean): void {
  const { billing, facility } = claim;
  const tax = billing?.ids?.find(({ qualifier }) => qualifier === 'EI' || qualifier === 'SY');
  page.put('25', tax?.value.replace(/-/g, ''));
  if (tax) page.tick(tax.qualifier === 'SY' ? '25 ssn' : '25 ein');
  page.put('26', claim.id);
  if (claim.assignment !== undefined) page.tick(claim.assignment === 'A' ? '27 yes' : '27 no');
  const total = claim.charge === undefined ? undefined : parseAmount(claim.charge);
  page.put('28', last ? withoutPoint(total) : 'CONTINUED');
  if (last) page.put('29', withoutPoint(claim.patientPaid === undefined ? undefined : parseAmount(claim.patientPaid)));
  if (claim.providerSignature === 'Y') page.put('31', 'SIGNATURE ON FILE');
  place(page, '32', facility);
  page.put('32a', facility?.npi);
  place(page, '33', billing);
  page.put('33 phone', phone(billing));
  page.put('33a', billing?.npi);
  page.put('33b', billing?.taxonomy === undefined ? undefined : `ZZ${billing.taxonomy}`);
}

function place(page: Page, box: '32' | '33', party: Party | undefined): void {
  page.put(`${box}.1`, party?.type === 'person' ? firstLast(party) : party?.name);
  page.put(`${box}.2`, party?.address?.lines.join(' '));
  page.put(`${box}.3`, [party?.address?.city, party?.address?.state, zipOf(party?.address?.zip)].filter(Boolean).join(' '));
}
