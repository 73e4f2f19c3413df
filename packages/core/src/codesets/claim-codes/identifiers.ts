/** The form of identifiers that claims carry: numbers of persons, businesses, drugs, laboratories and specialties. */

/** Employer identification number (IRS): nine digits without hyphen, in no prefix that is never given out. */
export function isEmployerNumber(text: string): boolean {
  return /^\d{9}$/.test(text) && !text.startsWith('00');
}

/** Social Security number: nine digits; 000, 666 and 9xx are no areas, 00 no group, 0000 no serial number (SSA, randomized since 2011). */
export function isSocialSecurityNumber(text: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(text);
}

/** National Drug Code as claims carry it: eleven digits (labeler 5, product 4, package 2), without hyphens (45 CFR 162.1002). */
export function isNdc(text: string): boolean {
  return /^\d{11}$/.test(text) && text !== '00000000000';
}

/** Provider taxonomy (NUCC) by form: ten characters, three digits first. */
export function isTaxonomy(text: string): boolean {
  return /^[1-4]\d\d[0-9A-Z]{7}$/.test(text);
}

/** All numbers in the taxonomy end in X; those that end in N or Y left it long ago. */
export function isCurrentTaxonomy(text: string): boolean {
  return isTaxonomy(text) && text.endsWith('X');
}

/** CLIA number (CMS): two digits or letters, D, seven digits. */
export function isCliaNumber(text: string): boolean {
  return /^[0-9A-Z]{2}D\d{7}$/.test(text);
}

/**
 * Medicare Beneficiary Identifier (CMS): eleven characters by position – digit from 1, letter, letter or digit, digit, letter, letter or
 * digit, digit, letter, letter, digit, digit – without the letters S L O I B Z.
 */
export function isMedicareBeneficiaryIdentifier(text: string): boolean {
  return /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/.test(text);
}

/** Telephone number of the North American Numbering Plan as claims carry it: ten digits, no punctuation. */
export function isTelephone(text: string): boolean {
  return /^\d{10}$/.test(text);
}

export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text);
}
