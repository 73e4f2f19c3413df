import { buildClaims } from '@medcode/core/claims/build';
import { BuildInput } from '@medcode/core/claims/build/input';
import { build837 } from '@medcode/core/claims/build-837';
import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { describe, expect, it } from 'vitest';
import { CHILD_SECOND_PAYER, COMPLETE, EMERGENCY, OFFICE_VISIT, STAY } from './build-inputs.js';
import { changed, errorsOf, pathsOf } from './front-end.js';

describe('claims of encounters', () => {
  it.each(COMPLETE)('%s: whole, and without an error', (_, input, form) => {
    const built = build837(input, form);
    expect('missing' in built ? built.missing : []).toEqual([]);
    if ('missing' in built) return;
    expect(built.claims.length).toBe(1);
    expect(errorsOf(built.text)).toEqual([]);
  });

  it.each(COMPLETE)('%s: without any one fact, a whole claim or a list of what is missing, never half a claim', (_, input, form) => {
    let built = 0;
    let refused = 0;
    const wrong: string[] = [];
    for (const path of pathsOf(input)) {
      const parsed = BuildInput.safeParse(changed(input, path));
      if (!parsed.success) continue;
      const result = build837(parsed.data, form);
      if ('missing' in result) {
        refused++;
        if (result.missing.length === 0) wrong.push(`${path.join('/')}: nothing is said to be missing`);
        continue;
      }
      built++;
      for (const error of errorsOf(result.text)) wrong.push(`without ${path.join('/')}: ${error}`);
    }
    expect(wrong).toEqual([]);
    expect(built).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(20);
  });

  it('asks for everything at once, in the words of a biller', () => {
    const input = BuildInput.parse({
      id: 'A-1',
      setting: 'office',
      date: '2024-08-20',
      diagnoses: [{ code: 'H66.91' }],
      services: [{ code: '99213', units: 1, pointers: [2], charge: '12.345' }],
      billing: { type: 'organization', name: 'RIVERSIDE FAMILY CLINIC', npi: '1234567890' },
      patient: { relationship: '18', sex: 'F' },
    });
    expect(buildClaims(input, 'professional')).toEqual({
      missing: [
        {
          field: 'assignment',
          at: '/assignment',
          words: 'whether the provider accepts assignment: A yes, B for laboratory services, C no',
        },
        { field: 'benefitsAssigned', at: '/benefitsAssigned', words: 'whether the patient assigns benefits: Y, N or W' },
        { field: 'release', at: '/release', words: 'whether a signed release of information is on file: Y, or I for informed consent' },
        {
          field: 'billing.npi',
          at: '/billing/npi',
          words: 'billing provider’s NPI: 1234567890 is none – ten digits, the last of which must agree with the others',
        },
        {
          field: 'billing.ids',
          at: '/billing/ids',
          words: 'tax number of the billing provider (qualifier EI, or SY for a Social Security number)',
        },
        { field: 'billing.address.lines', at: '/billing/address/lines', words: 'street address of the billing provider' },
        { field: 'billing.address.city', at: '/billing/address/city', words: 'city of the billing provider' },
        { field: 'billing.address.state', at: '/billing/address/state', words: 'state of the billing provider' },
        { field: 'billing.address.zip', at: '/billing/address/zip', words: 'ZIP code of the billing provider' },
        {
          field: 'subscriber.filingIndicator',
          at: '/subscriber/filingIndicator',
          words: 'kind of payer (claim filing indicator: MB, CI, BL …)',
        },
        { field: 'subscriber.party.name', at: '/subscriber/party/name', words: 'subscriber’s last name' },
        { field: 'subscriber.party.first', at: '/subscriber/party/first', words: 'subscriber’s first name' },
        { field: 'subscriber.party.id', at: '/subscriber/party/id', words: 'subscriber’s member number' },
        { field: 'payer.name', at: '/payer/name', words: 'name of the payer' },
        { field: 'payer.id', at: '/payer/id', words: 'payer’s number (electronic payer id)' },
        { field: 'patient.birthDate', at: '/patient/birthDate', words: 'patient’s birth date' },
        { field: 'subscriber.party.address.lines', at: '/subscriber/party/address/lines', words: 'street address of the subscriber' },
        { field: 'subscriber.party.address.city', at: '/subscriber/party/address/city', words: 'city of the subscriber' },
        { field: 'subscriber.party.address.state', at: '/subscriber/party/address/state', words: 'state of the subscriber' },
        { field: 'subscriber.party.address.zip', at: '/subscriber/party/address/zip', words: 'ZIP code of the subscriber' },
        { field: 'providerSignature', at: '/providerSignature', words: 'whether the provider’s signature is on file: Y or N' },
        {
          field: 'services.charge',
          at: '/services/0/charge',
          words: 'charge of line 1: an amount with at most two decimals is expected, not below zero',
        },
        { field: 'services.pointers', at: '/services/0/pointers', words: 'diagnosis of line 1: 2 is none that the claim has' },
        { field: 'placeOfService', at: '/placeOfService', words: 'place of service' },
      ],
    });
  });

  it('divides what one professional claim cannot hold, each claim with its own diagnoses and pointers', () => {
    const codes = Array.from({ length: 15 }, (_, i) => `S${61 + Math.floor(i / 10)}.${i % 10}11A`);
    const services = Array.from({ length: 60 }, (_, i) => ({
      code: '12001',
      units: 1,
      charge: '10.00',
      pointers: [i < 55 ? 1 + (i % 3) : 10 + (i - 55)],
    }));
    const built = buildClaims({ ...OFFICE_VISIT, services, diagnoses: codes.map((code) => ({ code })) }, 'professional');
    if ('missing' in built) throw new Error(JSON.stringify(built.missing));
    expect(
      built.claims.map((claim) => ({
        id: claim.id,
        charge: claim.charge,
        lines: claim.services.length,
        diagnoses: claim.diagnoses.map(({ code }) => code),
        last: claim.services.at(-1)?.pointers,
      })),
    ).toEqual([
      { id: 'RFC-24-0117', charge: '500.00', lines: 50, diagnoses: codes.slice(0, 12), last: [2] },
      {
        id: 'RFC-24-0117-2',
        charge: '100.00',
        lines: 10,
        diagnoses: [...codes.slice(0, 3), ...codes.slice(9, 15)],
        last: [8],
      },
    ]);
    expect(built.remarks).toEqual(['split into 2 claims: one holds 50 lines and 12 diagnoses']);
  });

  it('asks instead of dividing what belongs to one claim', () => {
    const services = Array.from({ length: 51 }, () => ({ code: '12001', units: 1, charge: '10.00', pointers: [1] }));
    expect(
      buildClaims({ ...OFFICE_VISIT, services, frequency: '8', originalClaimNumber: 'X1', patientPaid: '20' }, 'professional'),
    ).toEqual({
      missing: [
        {
          field: 'originalClaimNumber',
          at: '/originalClaimNumber',
          words: 'payer’s number of each of the 2 claims that these services need: correct them one by one',
        },
        {
          field: 'patientPaid',
          at: '/patientPaid',
          words: 'what the patient paid on each of the 2 claims that these services need: build them one by one',
        },
      ],
    });
  });

  it('leaves out what is no part of the answer and says what stands on no claim', () => {
    const many = Array.from({ length: 14 }, (_, i) => ({ code: `M25.${511 + i}` }));
    const built = buildClaims(
      { ...OFFICE_VISIT, diagnoses: [...many, { code: 'R53.83', band: 'suggestion' }], drg: '193', attending: OFFICE_VISIT.rendering },
      'professional',
    );
    if ('missing' in built) throw new Error(JSON.stringify(built.missing));
    expect(built.claims[0]?.diagnoses.length).toBe(12);
    expect(built.remarks).toEqual([
      'a professional claim has no place for: DRG, attending provider',
      'no room for diagnoses that no service points to: M25.523, M25.524',
    ]);
  });

  it('knows the last day of filing: a year for Medicare, moved from a weekend; the days of another payer', () => {
    const last = (input: BuildInput, form: 'professional' | 'institutional'): unknown => {
      const built = buildClaims(input, form);
      return 'missing' in built ? built.missing : built.timelyFiling;
    };
    // 8 August 2025 is a Friday; 9 August a Saturday.
    expect(last(STAY, 'institutional')).toEqual([{ claim: 'LMH-24-3301', lastDay: '2025-08-08', by: 'medicare' }]);
    expect(last({ ...STAY, dischargeDate: '2024-08-09' }, 'institutional')).toEqual([
      { claim: 'LMH-24-3301', lastDay: '2025-08-11', by: 'medicare' },
    ]);
    expect(last(OFFICE_VISIT, 'professional')).toEqual([{ claim: 'RFC-24-0117', lastDay: '2025-02-10', by: 'payer' }]);
    expect(last({ ...OFFICE_VISIT, filingDays: undefined }, 'professional')).toEqual([]);
  });

  it('comes back from the file it is written to', () => {
    for (const [, input, form] of COMPLETE) {
      const built = build837(input, form);
      if ('missing' in built) throw new Error(JSON.stringify(built.missing));
      const reader = new ClaimReader();
      const read = [...[...segmentsOf(built.text)].map((segment) => reader.read(segment)), reader.end()].filter(
        (claim) => claim !== undefined,
      );
      expect(read.map(({ source: _, ...claim }) => claim)).toEqual(built.claims);
    }
  });

  it('asks for what a stay needs', () => {
    const { admissionDate: _, attending: __, ...without } = STAY;
    const result = buildClaims(
      { ...without, diagnoses: [{ code: 'J18.9' }, { code: 'Y92.230', poa: 'exempt' }], frequency: '2', procedures: [{ code: '0BH17EZ' }] },
      'institutional',
    );
    expect('missing' in result && result.missing.map(({ at, words }) => `${at} ${words}`)).toEqual([
      '/frequency frequency of the bill: 2, and the type of bill says 1',
      '/date first day of the statement period',
      '/admissionDate date of admission',
      '/patientStatus patient discharge status: 01 does not go with frequency 2 of the bill',
      '/attending attending provider',
      '/diagnoses/0/poa present on admission (Y, N, U, W or exempt) of diagnosis J18.9',
      '/diagnoses admitting diagnosis',
      '/procedures/0/date date of procedure 0BH17EZ',
    ]);
  });

  it('asks for the reason of an unplanned visit', () => {
    const result = buildClaims({ ...EMERGENCY, diagnoses: [{ code: 'S93.401A' }] }, 'institutional');
    expect(result).toEqual({
      missing: [{ field: 'diagnoses', at: '/diagnoses', words: 'patient’s reason for the visit, as the visit was not planned' }],
    });
  });

  it('checks what a payer before this one decided', () => {
    const [first] = CHILD_SECOND_PAYER.otherPayers ?? [];
    if (!first) throw new Error('the example has another payer');
    const result = buildClaims({ ...CHILD_SECOND_PAYER, otherPayers: [{ ...first, paid: '480.00' }] }, 'professional');
    expect(result).toEqual({
      missing: [
        {
          field: 'otherPayers.paid',
          at: '/otherPayers/0/paid',
          words: 'what OLD OAK HEALTH paid on the claim: its payments of lines less its adjustments of the claim are 490.00',
        },
      ],
    });
  });
});
