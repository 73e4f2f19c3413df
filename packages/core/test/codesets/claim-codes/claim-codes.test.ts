import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAdjustmentReason, isRemarkCode } from '../../../src/codesets/claim-codes/adjustment-codes.js';
import {
  isAdmissionSource,
  isAdmissionType,
  isBillType,
  isPatientStatus,
  isRevenueCode,
} from '../../../src/codesets/claim-codes/bill-type.js';
import { isCountry, isCurrency } from '../../../src/codesets/claim-codes/countries.js';
import {
  isCliaNumber,
  isCurrentTaxonomy,
  isEmailAddress,
  isEmployerNumber,
  isMedicareBeneficiaryIdentifier,
  isNdc,
  isSocialSecurityNumber,
  isTaxonomy,
  isTelephone,
} from '../../../src/codesets/claim-codes/identifiers.js';
import { modifierStanding } from '../../../src/codesets/claim-codes/modifiers.js';
import { isNpi } from '../../../src/codesets/claim-codes/npi.js';
import { isPlaceOfService } from '../../../src/codesets/claim-codes/place-of-service.js';
import { isProcedureForm, isTimedAnaesthesia } from '../../../src/codesets/claim-codes/procedure-code.js';
import { isCanadianPostalCode, isCanadianProvince, isUsState, isZip, zipFitsState } from '../../../src/codesets/claim-codes/states.js';
import { day } from '../../../src/model/date.js';

/** Values a predicate accepts and values it refuses. */
const FORMS: readonly (readonly [string, (text: string) => boolean, readonly string[], readonly string[]])[] = [
  ['NPI', isNpi, ['1234567893', '1245319599', '2000000002'], ['1234567890', '123456789', '3234567893', '12345678930', '123456789A', '']],
  ['place of service', (n) => isPlaceOfService(n), ['11', '02', '99', '66'], ['00', '28', '98', '1', '', 'AB']],
  ['US state', isUsState, ['OH', 'DC', 'PR', 'AE'], ['XX', 'oh', 'ON', '']],
  ['Canadian province', isCanadianProvince, ['ON', 'QC'], ['OH', 'ZZ']],
  ['ZIP code', isZip, ['43215', '432151234', '006010000'], ['4321', '43215-1234', '00000', '000001234', '4321A', '4321512345']],
  ['Canadian postal code', isCanadianPostalCode, ['K1A0B1', 'K1A 0B1'], ['K1A0B', 'D1A0B1', '12345']],
  ['country', isCountry, ['CA', 'MX', 'DE'], ['XX', 'USA', 'UK']],
  ['currency', isCurrency, ['USD', 'CAD'], ['US', 'XXX']],
  ['bill type', isBillType, ['11', '13', '85'], ['19', '99', '011', '']],
  ['revenue code', isRevenueCode, ['0450', '0120', '1001', '3101', '0001'], ['450', '0000', '9999', '1500', '04A0']],
  ['admission type', isAdmissionType, ['1', '9'], ['0', '6', '8', '']],
  ['admission source', isAdmissionSource, ['1', 'G'], ['0', 'Z', '']],
  ['patient status', isPatientStatus, ['01', '30', '95'], ['00', '10', '60', '99', '1']],
  [
    'procedure code',
    isProcedureForm,
    ['99213', '00100', '0001F', '0042T', '0001U', '0001A', '0002M', 'J1100', 'U0003', 'D0120'],
    ['99999', '00000', '05000', 'F1234', 'A0000', 'ABCDE', '9921', '992133', '0001B', 'ZZ999', ''],
  ],
  ['timed anaesthesia', isTimedAnaesthesia, ['00100', '01999'], ['01996', '01953', '99213', '00099', '0042T']],
  ['employer number', isEmployerNumber, ['123456789'], ['12-3456789', '12345678', '001234567']],
  [
    'Social Security number',
    isSocialSecurityNumber,
    ['123456789'],
    ['000456789', '666456789', '912345678', '123006789', '123450000', '123-45-6789'],
  ],
  ['NDC', isNdc, ['00002140701'], ['0002-1407-01', '0000214070', '00000000000']],
  ['taxonomy', isTaxonomy, ['207Q00000X', '2084P0800X', '261QA0005X'], ['207Q00000', '99', 'A07Q00000X']],
  ['current taxonomy', isCurrentTaxonomy, ['207Q00000X'], ['203BA0200N', '207Q00000']],
  ['CLIA number', isCliaNumber, ['36D1234567'], ['36E1234567', '3D1234567']],
  ['MBI', isMedicareBeneficiaryIdentifier, ['1EG4TE5MK73'], ['1EG4TE5MK7', '123456789A', '0EG4TE5MK73', '1SG4TE5MK73']],
  ['telephone', isTelephone, ['6145550100'], ['614-555-0100', '16145550100', '5550100']],
  ['e-mail', isEmailAddress, ['billing@riverside.example'], ['billing', 'a@b', 'a b@c.example', '@c.example']],
  ['adjustment reason', isAdjustmentReason, ['1', '45', 'A1', 'B7', 'P14', 'A0'], ['0', '045', '999', 'Z9', 'B99', '']],
  ['remark code', isRemarkCode, ['M15', 'MA01', 'MA130', 'N130'], ['M0', 'MA999', 'X1', '130', '']],
];

describe('forms of the codes and identifiers on claims', () => {
  it.each(FORMS)('%s', (_, accepts, good, bad) => {
    expect(good.filter((text) => !accepts(text))).toEqual([]);
    expect(bad.filter(accepts)).toEqual([]);
  });

  it('dates the places of service', () => {
    expect([isPlaceOfService('10', day('2021-12-31')), isPlaceOfService('10', day('2022-01-01'))]).toEqual([false, true]);
    expect([isPlaceOfService('27', day('2023-09-30')), isPlaceOfService('27', day('2023-10-01'))]).toEqual([false, true]);
  });

  it('knows modifiers, pairs of origin and destination on transport, and says what may have come later', () => {
    const on = day('2025-11-03');
    expect(['25', 'LT', 'P3', 'XU', 'QW'].map((m) => modifierStanding(m, '99213', on))).toEqual(Array(5).fill('known'));
    expect(modifierStanding('RH', 'A0429', on)).toBe('known');
    expect(modifierStanding('RH', '99213', on)).toBe('unknown');
    expect(modifierStanding('XH', 'A0429', on)).toBe('unknown');
    expect(modifierStanding('ZZ', '99213', on)).toBe('unknown');
    expect(modifierStanding('ZZ', '99213', day('2026-11-02'))).toBe('unlisted');
    expect(modifierStanding('2', '99213', day('2026-11-02'))).toBe('unknown');
  });

  it('knows which ZIP codes contradict their state', () => {
    expect(zipFitsState('43215', 'OH')).toBe(true);
    expect(zipFitsState('43215', 'CA')).toBe(false);
    expect(zipFitsState('20101', 'VA')).toBe(true);
    expect(zipFitsState('43215', 'ON')).toBe(true);
  });

  it('finds any single wrong digit of an NPI', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000_00, max: 2_999_999_99 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (n, at, by) => {
          const stem = String(n);
          const whole = Array.from({ length: 10 }, (_, digit) => `${stem}${digit}`).filter(isNpi);
          expect(whole).toHaveLength(1);
          const npi = whole[0] ?? '';
          const changed = (Number(npi[at]) + by) % 10;
          expect(isNpi(npi.slice(0, at) + changed + npi.slice(at + 1))).toBe(false);
        },
      ),
    );
  });
});
