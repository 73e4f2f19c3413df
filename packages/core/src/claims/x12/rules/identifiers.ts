import { isCountry, isCurrency } from '../../../codesets/claim-codes/countries.js';
import {
  isCliaNumber,
  isCurrentTaxonomy,
  isEmailAddress,
  isEmployerNumber,
  isNdc,
  isSocialSecurityNumber,
  isTaxonomy,
  isTelephone,
} from '../../../codesets/claim-codes/identifiers.js';
import { isNpi } from '../../../codesets/claim-codes/npi.js';
import { isCanadianPostalCode, isCanadianProvince, isUsState, isZip, zipFitsState } from '../../../codesets/claim-codes/states.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';

/*
 * The check digit of the NPI stands at level 5: the identifier is an external code set of the guides (NPPES), the same for every payer,
 * where level 7 holds what single payers want.
 */
export const NPI = defineRule({
  id: '837-npi',
  snip: 5,
  severity: 'error',
  what: '{npi} is no NPI.',
  why: 'An NPI has ten digits, begins with 1 or 2, and its last digit follows from the others (45 CFR 162.406).',
  todo: 'Look the provider up in the NPPES registry.',
  status: 'A7:562',
});
export const FIRST_NAME = defineRule({
  id: '837-first-name-missing',
  snip: 4,
  severity: 'warning',
  what: 'The person has no first name.',
  why: 'A first name is sent when the person has one (NM104).',
  todo: 'Enter the first name; of a member, as the insurance card has it.',
  status: 'A7:505',
});
export const ORGANIZATION_FIRST_NAME = defineRule({
  id: '837-organization-first-name',
  snip: 4,
  severity: 'error',
  what: 'An organization has a first name.',
  why: 'First names are of persons (NM102 1).',
  todo: 'Correct NM102, or leave the first name out.',
  status: 'A8:21',
});
export const UPIN = defineRule({
  id: '837-upin',
  snip: 5,
  severity: 'error',
  what: '{upin} has not the form of a UPIN.',
  why: 'A UPIN is a letter and five digits, or three letters and 000 (REF 1G). NPIs have taken its place.',
  todo: 'Leave the UPIN out, and send the NPI.',
  status: 'A7:21',
});
export const TAX_NUMBER = defineRule({
  id: '837-tax-number',
  snip: 5,
  severity: 'error',
  what: 'The employer identification number is not nine digits.',
  why: 'Tax numbers are sent as nine digits without hyphen (REF EI).',
  todo: 'Enter the number as the IRS gave it.',
  status: 'A7:128',
});
export const SOCIAL_SECURITY = defineRule({
  id: '837-social-security-number',
  snip: 5,
  severity: 'error',
  what: 'The Social Security number cannot have been given out.',
  why: 'Social Security numbers are nine digits without hyphen, in areas that exist (REF SY).',
  todo: 'Enter the number as the card has it, or leave it out.',
  status: 'A7:128',
});
export const TAXONOMY = defineRule({
  id: '837-taxonomy',
  snip: 5,
  severity: 'error',
  what: '{taxonomy} is no provider taxonomy number.',
  why: 'Taxonomy numbers have ten characters, three digits first (PRV03).',
  todo: 'Enter the taxonomy that the provider has in NPPES.',
  status: 'A7:145',
});
export const TAXONOMY_RETIRED = defineRule({
  id: '837-taxonomy-retired',
  snip: 5,
  severity: 'warning',
  what: '{taxonomy} is no longer in the taxonomy.',
  why: 'All taxonomy numbers end in X today (PRV03).',
  todo: 'Enter the taxonomy that the provider has in NPPES.',
  status: 'A7:145',
});
export const CLIA = defineRule({
  id: '837-clia',
  snip: 5,
  severity: 'error',
  what: '{clia} is no CLIA number.',
  why: 'CLIA numbers have ten characters, the third a D (REF X4, REF F4).',
  todo: 'Enter the number of the certificate.',
  status: 'A7:21',
});
export const NDC = defineRule({
  id: '837-ndc',
  snip: 5,
  severity: 'error',
  what: '{ndc} is no drug number as claims carry it.',
  why: 'National Drug Codes are sent with eleven digits, without hyphens (LIN03).',
  todo: 'Fill each part with zeros on the left to five, four and two digits.',
  status: 'A7:218',
});
export const TELEPHONE = defineRule({
  id: '837-telephone',
  snip: 5,
  severity: 'error',
  what: 'The number for calls or faxes is not ten digits.',
  why: 'Numbers in North America are sent as area and number, ten digits without punctuation (PER).',
  todo: 'Enter the digits alone.',
  status: 'A7:21',
});
export const EMAIL = defineRule({
  id: '837-email',
  snip: 5,
  severity: 'error',
  what: 'The e-mail address has not the form of one.',
  why: 'An address has a name, @ and a domain (PER EM).',
  todo: 'Correct the address.',
  status: 'A7:21',
});
export const COUNTRY = defineRule({
  id: '837-country',
  snip: 5,
  severity: 'error',
  what: '{country} is no country code.',
  why: 'Countries are sent with the two letters of ISO 3166 (N404, CLM11-5).',
  todo: 'Correct the country; leave it out for the United States.',
  status: 'A7:21',
});
export const STATE_MISSING = defineRule({
  id: '837-state-missing',
  snip: 4,
  severity: 'error',
  what: 'The address has no state.',
  why: 'Addresses in the United States and in Canada have a state or province (N402).',
  todo: 'Enter the state, or the country when abroad.',
  status: 'A7:501',
});
export const STATE = defineRule({
  id: '837-state',
  snip: 5,
  severity: 'error',
  what: '{state} is no state.',
  why: 'States and provinces are sent with the two letters of the post (N402, CLM11-4).',
  todo: 'Correct the state.',
  status: 'A7:501',
});
export const ZIP_MISSING = defineRule({
  id: '837-zip-missing',
  snip: 4,
  severity: 'error',
  what: 'The address has no ZIP code.',
  why: 'Addresses in the United States and in Canada have a postal code (N403).',
  todo: 'Enter the ZIP code, or the country when abroad.',
  status: 'A7:500',
});
export const ZIP = defineRule({
  id: '837-zip',
  snip: 5,
  severity: 'error',
  what: '{zip} is no postal code of the country.',
  why: 'ZIP codes are sent with five or nine digits without hyphen, Canadian postal codes as letters and digits by turns (N403).',
  todo: 'Correct the postal code.',
  status: 'A7:500',
});
/* The guides ask for it, Medicare refuses without it, and many other payers take five digits: a warning. */
export const ZIP_NINE = defineRule({
  id: '837-zip-nine-digits',
  snip: 5,
  severity: 'warning',
  what: 'The ZIP code {zip} has only five digits.',
  why: 'Billing provider and service facility have the full ZIP code of nine digits (N403 in loops 2010AA, 2310C, 2310E, 2420C).',
  todo: 'Look up the last four digits.',
  status: 'A7:500',
});
export const ZIP_STATE = defineRule({
  id: '837-zip-outside-state',
  snip: 5,
  severity: 'warning',
  what: 'ZIP codes like {zip} are not in {state}.',
  why: 'The first three digits of a ZIP code belong to one region (USPS).',
  todo: 'Check state and ZIP code.',
  status: 'A8:500',
});
export const CURRENCY = defineRule({
  id: '837-currency',
  snip: 5,
  severity: 'error',
  what: '{currency} is no currency.',
  why: 'Currencies are sent with the three letters of ISO 4217 (CUR02).',
  todo: 'Correct the currency.',
  status: 'A7:21',
});

export const IDENTIFIER_RULES = [
  NPI,
  FIRST_NAME,
  ORGANIZATION_FIRST_NAME,
  UPIN,
  TAX_NUMBER,
  SOCIAL_SECURITY,
  TAXONOMY,
  TAXONOMY_RETIRED,
  CLIA,
  NDC,
  TELEPHONE,
  EMAIL,
  COUNTRY,
  STATE_MISSING,
  STATE,
  ZIP_MISSING,
  ZIP,
  ZIP_NINE,
  ZIP_STATE,
  CURRENCY,
];

/** Loops whose ZIP code has nine digits, by the entity of their name: 2310E is the service facility of institutional claims only. */
const NINE_DIGITS: ReadonlySet<string> = new Set(['2010AA 85', '2310C 77', '2310E 77', '2420C 77']);

/** SNIP 5 on the identifiers, addresses and numbers of a stretch of segments: each is looked at once. */
export function checkIdentifiers(segments: readonly PlacedSegment[], report: ClaimReport): void {
  let entity = '';
  for (const placed of segments) {
    const { segment } = placed;
    switch (segment.elements[0]) {
      case 'NM1':
        entity = segment.element(1);
        checkName(placed, report);
        if (segment.element(8) === 'XX') {
          const npi = segment.element(9);
          if (npi !== '' && !isNpi(npi)) report.at(NPI, placed, 'NM109', { npi });
        }
        break;
      case 'N4':
        checkAddress(placed, entity, report);
        break;
      case 'REF':
        checkReference(placed, report);
        break;
      case 'PRV': {
        const taxonomy = segment.element(3);
        if (segment.element(2) === 'PXC' && taxonomy !== '' && !isCurrentTaxonomy(taxonomy))
          report.at(isTaxonomy(taxonomy) ? TAXONOMY_RETIRED : TAXONOMY, placed, 'PRV03', { taxonomy });
        break;
      }
      case 'PER':
        checkContact(placed, report);
        break;
      case 'LIN': {
        const ndc = segment.element(3);
        if (segment.element(2) === 'N4' && ndc !== '' && !isNdc(ndc)) report.at(NDC, placed, 'LIN03', { ndc });
        break;
      }
      case 'CUR': {
        const currency = segment.element(2);
        if (currency !== '' && !isCurrency(currency)) report.at(CURRENCY, placed, 'CUR02', { currency });
        break;
      }
      default:
    }
  }
}

function checkName(placed: PlacedSegment, report: ClaimReport): void {
  const { segment } = placed;
  const person = segment.element(2) === '1';
  const first = segment.element(4);
  if (person && first === '' && segment.element(3) !== '') report.at(FIRST_NAME, placed, 'NM104');
  if (!person && first !== '' && segment.element(2) === '2') report.at(ORGANIZATION_FIRST_NAME, placed, 'NM104');
}

function checkAddress(placed: PlacedSegment, entity: string, report: ClaimReport): void {
  const { segment, loop } = placed;
  const state = segment.element(2);
  const zip = segment.element(3);
  const country = segment.element(4);
  if (country !== '' && country !== 'US' && country !== 'CA') {
    if (!isCountry(country)) report.at(COUNTRY, placed, 'N404', { country });
    return;
  }
  if (country === 'CA' || (country === '' && isCanadianProvince(state))) {
    if (state !== '' && !isCanadianProvince(state)) report.at(STATE, placed, 'N402', { state });
    if (zip !== '' && !isCanadianPostalCode(zip)) report.at(ZIP, placed, 'N403', { zip });
    return;
  }
  const known = isUsState(state);
  if (state === '') report.at(STATE_MISSING, placed, 'N402');
  else if (!known) report.at(STATE, placed, 'N402', { state });
  if (zip === '') report.at(ZIP_MISSING, placed, 'N403');
  else if (!isZip(zip)) report.at(ZIP, placed, 'N403', { zip });
  else if (zip.length === 5 && NINE_DIGITS.has(`${loop} ${entity}`)) report.at(ZIP_NINE, placed, 'N403', { zip });
  else if (known && !zipFitsState(zip, state)) report.at(ZIP_STATE, placed, 'N403', { zip: zip.slice(0, 3), state });
}

function checkReference(placed: PlacedSegment, report: ClaimReport): void {
  const { segment } = placed;
  const value = segment.element(2);
  if (value === '') return;
  switch (segment.element(1)) {
    case 'EI':
      if (!isEmployerNumber(value)) report.at(TAX_NUMBER, placed, 'REF02');
      break;
    case 'SY':
      if (!isSocialSecurityNumber(value)) report.at(SOCIAL_SECURITY, placed, 'REF02');
      break;
    case '1G':
      if (!/^(?:[A-Z]\d{5}|[A-Z]{3}000)$/.test(value)) report.at(UPIN, placed, 'REF02', { upin: value });
      break;
    case 'X4':
    case 'F4':
      if (!isCliaNumber(value)) report.at(CLIA, placed, 'REF02', { clia: value });
      break;
    case 'LU':
      // On a claim itself LU names the state of an automobile accident; in a provider's loop it is a location number.
      if (placed.loop === '2300' && !isUsState(value) && !isCanadianProvince(value)) report.at(STATE, placed, 'REF02', { state: value });
      break;
    default:
  }
}

/** Positions of qualifier and number in a PER segment. */
const NUMBERS = [3, 5, 7];

function checkContact(placed: PlacedSegment, report: ClaimReport): void {
  for (const at of NUMBERS) {
    const qualifier = placed.segment.element(at);
    const value = placed.segment.element(at + 1);
    if (value === '') continue;
    const element = `PER0${at + 1}`;
    if (qualifier === 'EM') {
      if (!isEmailAddress(value)) report.at(EMAIL, placed, element);
    } else if ((qualifier === 'TE' || qualifier === 'FX') && !isTelephone(value) && !isAbroad(value)) report.at(TELEPHONE, placed, element);
  }
}

/** A number outside the North American plan: more than eleven digits, or eleven that do not begin with its country code 1. */
function isAbroad(number: string): boolean {
  return /^\d+$/.test(number) && (number.length > 11 || (number.length === 11 && !number.startsWith('1')));
}
