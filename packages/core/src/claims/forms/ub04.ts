import { bareCode } from '../../codesets/code.js';
import type { Claim, Party } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import { type Cents, parseAmount } from '../../model/money.js';
import { zipOf } from './cms1500.js';
import { type Box, type FilledForm, type FormLayout, Page, withoutPoint } from './form.js';

/** Revenue lines of one page (form locators 42–49); the 23rd line carries page and total. */
const LINES = 22;

const box = (line: number, column: number, length: number): Box => ({ line, column, length });
const right = (line: number, column: number, length: number): Box => ({ line, column, length, right: true });
/** MMDDYY in one box. */
const day = (line: number, column: number): Box => box(line, column, 6);

function repeated(name: string, places: readonly (readonly [line: number, column: number])[], length: number): Record<string, Box> {
  return Object.fromEntries(places.map(([line, column], i) => [`${name}.${i + 1}`, box(line, column, length)]));
}

/** Code beside a date or period or amount: name `.n`, and its second half `.n date`, `.n to`, `.n amount`. */
function occurrenceBoxes(): Record<string, Box> {
  const boxes: Record<string, Box> = {};
  for (let i = 0; i < 8; i++) {
    const line = 10 + Math.floor(i / 4);
    const column = 1 + 10 * (i % 4);
    boxes[`31.${i + 1}`] = box(line, column, 2);
    boxes[`31.${i + 1} date`] = day(line, column + 3);
  }
  for (let i = 0; i < 4; i++) {
    const line = 10 + Math.floor(i / 2);
    const column = 41 + 17 * (i % 2);
    boxes[`35.${i + 1}`] = box(line, column, 2);
    boxes[`35.${i + 1} from`] = day(line, column + 3);
    boxes[`35.${i + 1} to`] = day(line, column + 10);
  }
  for (let i = 0; i < 12; i++) {
    const line = 14 + Math.floor(i / 3);
    const column = 43 + 13 * (i % 3);
    boxes[`39.${i + 1}`] = box(line, column, 2);
    boxes[`39.${i + 1} amount`] = right(line, column + 3, 9);
  }
  return boxes;
}

function revenueBoxes(n: number): Record<string, Box> {
  const line = 19 + n - 1;
  return {
    [`42.${n}`]: box(line, 1, 4),
    [`43.${n}`]: box(line, 6, 24),
    [`44.${n}`]: box(line, 31, 14),
    [`45.${n}`]: day(line, 46),
    [`46.${n}`]: right(line, 53, 7),
    [`47.${n}`]: right(line, 61, 10),
    [`48.${n}`]: right(line, 72, 9),
  };
}

function payerBoxes(letter: 'A' | 'B' | 'C', i: number): Record<string, Box> {
  return {
    [`50${letter}`]: box(43 + i, 1, 23),
    [`51${letter}`]: box(43 + i, 25, 15),
    [`52${letter}`]: box(43 + i, 41, 1),
    [`53${letter}`]: box(43 + i, 44, 1),
    [`54${letter}`]: right(43 + i, 46, 10),
    [`58${letter}`]: box(47 + i, 1, 25),
    [`59${letter}`]: box(47 + i, 27, 2),
    [`60${letter}`]: box(47 + i, 30, 20),
    [`61${letter}`]: box(47 + i, 51, 14),
    [`62${letter}`]: box(47 + i, 66, 15),
    [`63${letter}`]: box(51 + i, 1, 30),
    [`64${letter}`]: box(51 + i, 32, 26),
  };
}

/** Form locators and field lengths of the UB-04 (CMS-1450; Medicare Claims Processing Manual, Pub. 100-04, chapter 25, section 75). */
export const UB04_LAYOUT: FormLayout = {
  form: 'ub04',
  title: 'Institutional claim (data of a UB-04)',
  top: 18,
  left: 15,
  boxes: {
    '1.1': box(1, 1, 25),
    '1.2': box(2, 1, 25),
    '1.3': box(3, 1, 25),
    '1.4': box(4, 1, 25),
    '2.1': box(1, 27, 25),
    '2.2': box(2, 27, 25),
    '2.3': box(3, 27, 25),
    '3a': box(1, 55, 24),
    '3b': box(2, 55, 22),
    '4': box(2, 78, 4),
    '5': box(4, 53, 10),
    '6 from': day(4, 64),
    '6 to': day(4, 71),
    '8a': box(5, 12, 19),
    '8b': box(6, 2, 29),
    '9a': box(5, 43, 38),
    '9b': box(6, 33, 32),
    '9c': box(6, 66, 2),
    '9d': box(6, 69, 10),
    '10': box(8, 1, 8),
    '11': box(8, 10, 1),
    '12': day(8, 12),
    '13': box(8, 19, 2),
    '14': box(8, 22, 1),
    '15': box(8, 25, 1),
    '16': box(8, 28, 2),
    '17': box(8, 31, 2),
    ...Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`18.${i + 1}`, box(8, 34 + 3 * i, 2)])),
    '29': box(8, 68, 2),
    ...occurrenceBoxes(),
    '38.1': box(13, 2, 38),
    '38.2': box(14, 2, 38),
    '38.3': box(15, 2, 38),
    ...Object.fromEntries(Array.from({ length: LINES }, (_, i) => Object.entries(revenueBoxes(i + 1))).flat()),
    '42.23': box(41, 1, 4),
    '43 page': box(41, 11, 3),
    '43 of': box(41, 17, 3),
    '45 created': day(41, 46),
    '47 total': right(41, 61, 10),
    '48 total': right(41, 72, 9),
    '56': box(42, 68, 10),
    ...payerBoxes('A', 0),
    ...payerBoxes('B', 1),
    ...payerBoxes('C', 2),
    '66': box(55, 1, 1),
    '67': box(54, 3, 7),
    '67 poa': box(54, 10, 1),
    ...Object.fromEntries(
      Array.from({ length: 17 }, (_, i) => {
        const row = i < 8 ? 54 : 55;
        const column = (i < 8 ? 12 : 3) + 9 * (i < 8 ? i : i - 8);
        return [
          [`67${'ABCDEFGHIJKLMNOPQ'.charAt(i)}`, box(row, column, 7)],
          [`67${'ABCDEFGHIJKLMNOPQ'.charAt(i)} poa`, box(row, column + 7, 1)],
        ] as const;
      }).flat(),
    ),
    '69': box(56, 7, 7),
    ...repeated(
      '70',
      [
        [56, 21],
        [56, 29],
        [56, 37],
      ],
      7,
    ),
    '71': box(56, 49, 4),
    ...repeated(
      '72',
      [
        [56, 56],
        [56, 65],
        [56, 74],
      ],
      7,
    ),
    ...Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => {
        const row = i < 3 ? 58 : 60;
        const column = 1 + 16 * (i % 3);
        return [
          [`74.${i + 1}`, box(row, column, 7)],
          [`74.${i + 1} date`, day(row, column + 9)],
        ] as const;
      }).flat(),
    ),
    '76 npi': box(57, 58, 10),
    '76 last': box(58, 54, 16),
    '76 first': box(58, 71, 10),
    '77 npi': box(59, 58, 10),
    '77 last': box(60, 54, 16),
    '77 first': box(60, 71, 10),
    '78 npi': box(61, 58, 10),
    '78 last': box(62, 54, 16),
    '78 first': box(62, 71, 10),
    '80.1': box(62, 1, 24),
    '80.2': box(63, 1, 24),
    '81a': box(61, 28, 12),
  },
};

/**
 * An institutional claim by the form locators of the UB-04. More than 22 revenue lines go on further pages; the totals stand on the last.
 * @param created day the bill is made (locator 45, line 23), `YYYY-MM-DD`
 */
export function fillUb04(claim: Claim, created?: string): FilledForm {
  const cut: { box: string; text: string; length: number }[] = [];
  const count = Math.max(1, Math.ceil(claim.services.length / LINES));
  const pages = Array.from({ length: count }, (_, i) => {
    const page = new Page(UB04_LAYOUT, cut);
    head(page, claim);
    revenueLines(page, claim, i, count, created);
    payers(page, claim);
    clinical(page, claim);
    providers(page, claim);
    return page.placed;
  });
  return { layout: UB04_LAYOUT, pages, cut };
}

/** MMDDYY. */
function shortDay(iso: string | undefined): string | undefined {
  return iso !== undefined && parseDay(iso) !== undefined ? iso.slice(5, 7) + iso.slice(8) + iso.slice(2, 4) : undefined;
}

function cents(text: string | undefined): Cents | undefined {
  return text === undefined ? undefined : parseAmount(text);
}

function head(page: Page, claim: Claim): void {
  const { billing, payToAddress, patient, subscriber } = claim;
  page.put('1.1', billing?.name);
  page.put('1.2', billing?.address?.lines.join(' '));
  page.put('1.3', [billing?.address?.city, billing?.address?.state, zipOf(billing?.address?.zip)].filter(Boolean).join(' '));
  page.put('1.4', billing?.contacts?.flatMap(({ numbers }) => numbers).find(({ qualifier }) => qualifier === 'TE')?.value);
  if (payToAddress) {
    page.put('2.1', payToAddress.name ?? billing?.name);
    page.put('2.2', payToAddress.address?.lines.join(' '));
    page.put('2.3', [payToAddress.address?.city, payToAddress.address?.state, zipOf(payToAddress.address?.zip)].filter(Boolean).join(' '));
  }
  page.put('3a', claim.id);
  page.put('3b', claim.medicalRecordNumber);
  page.put('4', claim.billType === undefined ? undefined : `0${claim.billType.padStart(2, '0').slice(-2)}${claim.frequency ?? '1'}`);
  page.put('5', billing?.ids?.find(({ qualifier }) => qualifier === 'EI')?.value.replace(/-/g, ''));
  page.put('6 from', shortDay(claim.date));
  page.put('6 to', shortDay(claim.dateTo ?? claim.date));
  const person: Party | undefined = patient?.party ?? subscriber?.party;
  page.put('8a', person?.id?.value ?? subscriber?.party?.id?.value);
  page.put('8b', [person?.name, person?.first, person?.middle].filter(Boolean).join(', '));
  page.put('9a', person?.address?.lines.join(' '));
  page.put('9b', person?.address?.city);
  page.put('9c', person?.address?.state);
  page.put('9d', zipOf(person?.address?.zip));
  const born = patient?.birthDate ?? (patient?.party ? undefined : subscriber?.birthDate);
  // MMDDYYYY, unlike all other dates of the form.
  if (born !== undefined && parseDay(born) !== undefined) page.put('10', born.slice(5, 7) + born.slice(8) + born.slice(0, 4));
  page.put('11', patient?.sex ?? (patient?.party ? undefined : subscriber?.sex));
  page.put('12', shortDay(claim.admissionDate));
  page.put('13', claim.admissionHour?.slice(0, 2));
  page.put('14', claim.admissionType);
  page.put('15', claim.admissionSource);
  page.put('16', claim.dischargeHour?.slice(0, 2));
  page.put('17', claim.patientStatus);
  claim.conditions?.slice(0, 11).forEach((code, i) => {
    page.put(`18.${i + 1}`, code);
  });
  page.put('29', claim.accidentState);
  claim.occurrences?.slice(0, 8).forEach(({ code, date }, i) => {
    page.put(`31.${i + 1}`, code);
    page.put(`31.${i + 1} date`, shortDay(date));
  });
  claim.occurrenceSpans?.slice(0, 4).forEach(({ code, date, dateTo }, i) => {
    page.put(`35.${i + 1}`, code);
    page.put(`35.${i + 1} from`, shortDay(date));
    page.put(`35.${i + 1} to`, shortDay(dateTo));
  });
  claim.values?.slice(0, 12).forEach(({ code, amount }, i) => {
    page.put(`39.${i + 1}`, code);
    page.put(`39.${i + 1} amount`, withoutPoint(cents(amount)));
  });
  page.put('38.1', claim.payer?.name);
  page.put('38.2', claim.payer?.address?.lines.join(' '));
  page.put('38.3', [claim.payer?.address?.city, claim.payer?.address?.state, zipOf(claim.payer?.address?.zip)].filter(Boolean).join(' '));
}

function revenueLines(page: Page, claim: Claim, at: number, count: number, created: string | undefined): void {
  claim.services.slice(at * LINES, (at + 1) * LINES).forEach((line, i) => {
    const n = i + 1;
    page.put(`42.${n}`, line.revenueCode);
    // N4 and the 11 digits, unit and quantity of a drug stand in the description (locator 43).
    page.put(`43.${n}`, line.drug ? `N4${line.drug.ndc}${line.drug.unit ?? ''}${line.drug.quantity ?? ''}` : line.description);
    page.put(`44.${n}`, [line.code ?? '', ...(line.modifiers ?? [])].join(''));
    page.put(`45.${n}`, shortDay(line.date));
    page.put(`46.${n}`, line.units);
    page.put(`47.${n}`, withoutPoint(cents(line.charge)));
    page.put(`48.${n}`, withoutPoint(cents(line.nonCovered)));
  });
  page.put('43 page', at + 1);
  page.put('43 of', count);
  page.put('45 created', shortDay(created));
  if (at < count - 1) return;
  page.put('42.23', '0001');
  page.put('47 total', withoutPoint(cents(claim.charge)));
  const uncovered = claim.services.map(({ nonCovered }) => cents(nonCovered) ?? 0).reduce((sum, one) => sum + one, 0);
  if (uncovered > 0) page.put('48 total', withoutPoint(uncovered));
}

/** Payers in the order of their responsibility: the one billed, and the others of the claim before or after it. */
function payers(page: Page, claim: Claim): void {
  const rank = (responsibility: string | undefined): number => 'PST'.indexOf(responsibility ?? '') + 1 || 4;
  const all = [
    {
      subscriber: claim.subscriber,
      payer: claim.payer,
      paid: undefined as string | undefined,
      number: claim.originalClaimNumber,
      relation: claim.patient?.relationship ?? claim.subscriber?.relationship,
    },
    ...(claim.otherPayers ?? []).map(({ subscriber, payer, paid, claimNumber }) => ({
      subscriber,
      payer,
      paid,
      number: claimNumber,
      relation: subscriber.relationship,
    })),
  ].toSorted((a, b) => rank(a.subscriber?.responsibility) - rank(b.subscriber?.responsibility));
  page.put('56', claim.billing?.npi);
  all.slice(0, 3).forEach(({ subscriber, payer, paid, number, relation }, i) => {
    const letter = 'ABC'.charAt(i);
    page.put(`50${letter}`, payer?.name);
    page.put(`51${letter}`, payer?.id?.value);
    page.put(`52${letter}`, claim.release);
    page.put(`53${letter}`, claim.benefitsAssigned);
    page.put(`54${letter}`, withoutPoint(cents(paid)));
    page.put(`58${letter}`, [subscriber?.party?.name, subscriber?.party?.first].filter(Boolean).join(', '));
    page.put(`59${letter}`, relation);
    page.put(`60${letter}`, subscriber?.party?.id?.value);
    page.put(`61${letter}`, subscriber?.groupName);
    page.put(`62${letter}`, subscriber?.groupNumber);
    if (payer === claim.payer) page.put(`63${letter}`, claim.priorAuthorization);
    page.put(`64${letter}`, number);
  });
}

function clinical(page: Page, claim: Claim): void {
  const principal = claim.diagnoses.find((one, i) => one.role === 'principal' || (one.role === undefined && i === 0));
  const of = (role: string): Claim['diagnoses'] => claim.diagnoses.filter((one) => one.role === role);
  const others = claim.diagnoses.filter(
    (one) => one !== principal && (one.role === undefined || one.role === 'other' || one.role === 'principal'),
  );
  page.put('66', claim.diagnoses.length === 0 ? undefined : principal?.system === 'icd9cm' ? '9' : '0');
  // Exempt codes leave the POA box empty (1 on older claims).
  const poa = (value: string | undefined): string | undefined => (value === 'exempt' ? undefined : value);
  page.put('67', principal && bareCode(principal.code));
  page.put('67 poa', poa(principal?.poa));
  others.slice(0, 17).forEach((one, i) => {
    const letter = 'ABCDEFGHIJKLMNOPQ'.charAt(i);
    page.put(`67${letter}`, bareCode(one.code));
    page.put(`67${letter} poa`, poa(one.poa));
  });
  page.put('69', bareCode(of('admitting')[0]?.code ?? ''));
  of('reason-for-visit')
    .slice(0, 3)
    .forEach(({ code }, i) => {
      page.put(`70.${i + 1}`, bareCode(code));
    });
  page.put('71', claim.drg);
  of('external-cause')
    .slice(0, 3)
    .forEach(({ code }, i) => {
      page.put(`72.${i + 1}`, bareCode(code));
    });
  claim.procedures?.slice(0, 6).forEach(({ code, date }, i) => {
    page.put(`74.${i + 1}`, bareCode(code));
    page.put(`74.${i + 1} date`, shortDay(date));
  });
}

function providers(page: Page, claim: Claim): void {
  const named = (box: '76' | '77' | '78', party: Party | undefined): void => {
    page.put(`${box} npi`, party?.npi);
    page.put(`${box} last`, party?.name);
    page.put(`${box} first`, party?.first);
  };
  named('76', claim.attending);
  named('77', claim.operating);
  named('78', claim.otherOperating ?? claim.rendering);
  page.put('80.1', claim.notes?.[0]?.value);
  page.put('80.2', claim.notes?.[1]?.value);
  if (claim.billing?.taxonomy !== undefined) page.put('81a', `B3${claim.billing.taxonomy}`);
}
