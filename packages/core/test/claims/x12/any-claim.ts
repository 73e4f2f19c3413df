import type {
  Address,
  Adjustment,
  Claim,
  ClaimEnvelope,
  ClaimPatient,
  Contact,
  Identifier,
  KeptSegment,
  LineAdjudication,
  OtherPayer,
  Party,
  ServiceLine,
  Subscriber,
} from '@medcode/core/model/claim';
import fc from 'fast-check';

type Form = Claim['form'];

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."ABCXYZ0189abz -.,'#/&é".split('')) })
  .filter((value) => value.trim() === value);
const number = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
const letter = fc.constantFrom('A', 'B', 'Y', 'N');
const amount = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }).map(String),
  fc.integer({ min: 1, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)),
);
const units = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(0.5, 1.25, 12.125, -1));
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10));
const qualifier = fc.constantFrom('0B', '1G', 'LU', 'G2', 'EI', 'SY', '4N', 'P4');
const identifier: fc.Arbitrary<Identifier> = fc.record({ qualifier, value: text });
const some = <T>(one: fc.Arbitrary<T>, max = 3): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: max });

/** A record in which every field but the required ones may be absent. */
function record<T extends object>(
  fields: { [Key in keyof T]-?: fc.Arbitrary<Exclude<T[Key], undefined>> },
  required: readonly (keyof T)[],
): fc.Arbitrary<T> {
  return fc.record(fields, { requiredKeys: [...required] as never }) as fc.Arbitrary<object> as fc.Arbitrary<T>;
}

const address: fc.Arbitrary<Address> = record<Address>(
  { lines: some(text, 2), city: text, state: number, zip: number, country: number, subdivision: number },
  ['lines'],
);
const contact: fc.Arbitrary<Contact> = record<Contact>(
  {
    function: fc.constantFrom('IC', 'BJ'),
    name: text,
    numbers: some(fc.record({ qualifier: fc.constantFrom('TE', 'FX', 'EM'), value: number })),
  },
  ['numbers'],
);

/** Anyone named: with an NPI or another number, and with a taxonomy number where the loop has a place for it. */
function party(withTaxonomy: boolean): fc.Arbitrary<Party> {
  return fc
    .tuple(
      record<Omit<Party, 'npi' | 'id' | 'taxonomy'>>(
        {
          type: fc.constantFrom('person', 'organization'),
          name: text,
          first: text,
          middle: text,
          prefix: text,
          suffix: text,
          ids: some(identifier),
          address,
          contacts: some(contact, 2),
        },
        ['type'],
      ),
      fc.oneof(
        fc.constant({}),
        fc.record({ npi: number }),
        fc.record({ id: fc.record({ qualifier: fc.constantFrom('MI', 'PI', '46', ''), value: number }) }),
      ),
      withTaxonomy ? fc.oneof(fc.constant({}), fc.record({ taxonomy: number })) : fc.constant({}),
    )
    .map(([base, numbered, specialized]) => ({ ...base, ...numbered, ...specialized }));
}
const provider = party(true);
const other = party(false);

const policy = record<Omit<Subscriber, 'party' | 'birthDate' | 'sex'>>(
  {
    responsibility: fc.constantFrom('P', 'S', 'T'),
    relationship: fc.constantFrom('18', '01', '19'),
    groupNumber: text,
    groupName: text,
    insuranceType: number,
    filingIndicator: fc.constantFrom('MB', 'CI', 'BL'),
  },
  ['responsibility'],
);
const sex = fc.constantFrom('M', 'F', 'U');
const subscriber: fc.Arbitrary<Subscriber> = fc.oneof(
  policy,
  fc
    .tuple(policy, other, record<{ birthDate?: string; sex?: 'M' | 'F' | 'U' }>({ birthDate: date, sex }, []))
    .map(([own, named, born]) => ({ ...own, party: named, ...born })),
);

const adjustment: fc.Arbitrary<Adjustment> = record<Adjustment>(
  { group: fc.constantFrom('CO', 'PR', 'OA'), reason: fc.constantFrom('1', '2', '45', '96'), amount, quantity: units },
  ['group', 'reason', 'amount'],
);
const otherPayer: fc.Arbitrary<OtherPayer> = fc
  .tuple(
    fc.oneof(
      policy,
      fc.tuple(policy, provider).map(([own, named]) => ({ ...own, party: named })),
    ),
    record<Omit<OtherPayer, 'subscriber' | 'payer' | 'paidOn' | 'claimNumber'>>(
      {
        adjustments: fc.array(adjustment, { maxLength: 14 }),
        paid: amount,
        remainingLiability: amount,
        nonCovered: amount,
        assignment: letter,
        signatureSource: fc.constant('P'),
        release: letter,
        remarks: some(fc.constantFrom('MA01', 'MA18', 'N130'), 5),
      },
      ['adjustments'],
    ),
    // What the payer answered stands in its own loop.
    fc.oneof(
      fc.constant({}),
      record<Pick<OtherPayer, 'payer' | 'paidOn' | 'claimNumber'>>({ payer: provider, paidOn: date, claimNumber: number }, ['payer']),
    ),
  )
  .map(([own, facts, answered]) => ({ subscriber: own, ...facts, ...answered }));

const service = {
  code: fc.stringMatching(/^[0-9A-V]\d{4}$/),
  codeQualifier: fc.constantFrom('ER', 'IV', 'WK'),
  modifiers: some(fc.constantFrom('25', '59', 'LT', 'RT', 'GA'), 4),
  description: text,
};
const adjudication: fc.Arbitrary<LineAdjudication> = record<LineAdjudication>(
  {
    payer: number,
    paid: amount,
    ...service,
    revenueCode: fc.constantFrom('0300', '0450'),
    units,
    bundledLine: fc.constantFrom('1', '2'),
    adjustments: fc.array(adjustment, { maxLength: 8 }),
    paidOn: date,
    remainingLiability: amount,
  },
  ['payer', 'paid', 'code', 'adjustments'],
);
const attachment = record<NonNullable<Claim['attachments']>[number]>(
  { type: fc.constantFrom('OZ', '77'), transmission: fc.constantFrom('BM', 'EL'), control: number },
  ['type', 'transmission'],
);
const note = fc.record({ qualifier: fc.constantFrom('ADD', 'DCP', 'TPO'), value: text });
const dated = record<{ qualifier: string; date: string; dateTo?: string }>(
  { qualifier: fc.constantFrom('454', '304', '455', '471', '314'), date, dateTo: date },
  ['qualifier', 'date'],
);
const drug = record<NonNullable<ServiceLine['drug']>>(
  {
    ndc: fc.stringMatching(/^\d{11}$/),
    quantity: units,
    unit: fc.constantFrom('ML', 'UN', 'GR'),
    prescription: number,
    linkNumber: number,
  },
  ['ndc'],
);
const everyLine = {
  ...service,
  line: fc.integer({ min: 1, max: 999 }),
  units,
  unit: fc.constantFrom('UN', 'MJ', 'DA'),
  charge: amount,
  date,
  dates: some(dated),
  drug,
  rendering: provider,
  referring: provider,
  control: number,
  priorAuthorization: number,
  referralNumber: number,
  clia: number,
  ids: some(identifier),
  attachments: some(attachment, 2),
  notes: some(note, 2),
  adjudications: some(adjudication, 2),
};
const LINES: Record<Form, fc.Arbitrary<ServiceLine>> = {
  professional: record<ServiceLine>(
    {
      ...everyLine,
      dateTo: date,
      pointers: some(fc.integer({ min: 1, max: 12 }), 4),
      placeOfService: fc.constantFrom('11', '22'),
      emergency: fc.constant('Y'),
      epsdt: fc.constant('Y'),
      familyPlanning: fc.constant('Y'),
      copayStatus: fc.constant('0'),
      supervising: provider,
      ordering: provider,
      purchased: provider,
      facility: provider,
      primaryCare: provider,
      ambulancePickUp: provider,
      ambulanceDropOff: provider,
    } as never,
    ['line', 'code', 'unit', 'date'],
  ),
  institutional: record<ServiceLine>(
    {
      ...everyLine,
      revenueCode: fc.constantFrom('0300', '0450'),
      nonCovered: amount,
      operating: provider,
      otherOperating: provider,
    } as never,
    ['line', 'code', 'unit', 'date'],
  ),
};

const icd10 = fc.stringMatching(/^[A-T]\d[0-9A-Z]\.[0-9A-Z]{1,4}$/);
const diagnosis = (role: NonNullable<Claim['diagnoses'][number]['role']>): fc.Arbitrary<Claim['diagnoses'][number]> =>
  fc.oneof(
    fc
      .tuple(icd10, fc.option(fc.constantFrom('Y', 'N', 'U', 'W', '1'), { nil: undefined }))
      .map(([code, poa]) => ({ code, role, ...(poa === undefined ? {} : { poa }) })),
    icd10.map((code) => ({ code, role, written: code })),
    fc.stringMatching(/^\d{3}\.\d{1,2}$/).map((code) => ({ code, role, system: 'icd9cm' })),
  );
const procedure = (role: 'principal' | 'other'): fc.Arbitrary<NonNullable<Claim['procedures']>[number]> =>
  record<NonNullable<Claim['procedures']>[number]>(
    { code: fc.stringMatching(/^[0-9A-H][0-9A-Z]{6}$/), role: fc.constant(role), date, system: fc.constant('icd9pcs') },
    ['code', 'role'],
  );
const fact = fc.stringMatching(/^[0-9A-C][0-9]$/);

/** Segments that no field of a claim names, in the order in which a claim has them. */
function keptSegments(form: Form, otherPayers: number, lines: number): fc.Arbitrary<KeptSegment[]> {
  const rendering = form === 'professional' ? '2330D' : '2330G';
  const level: KeptSegment[] = [
    { loop: '2000A', elements: ['CUR', '85', 'CAD'] },
    { loop: '2010BB', elements: ['XYZ', '1', '', '3'] },
    { loop: '2300', rest: true, elements: ['CLM', '', '', 'XX', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'Y'] },
    { loop: '2300', elements: ['CN1', '02', '550'] },
    { loop: '2300', elements: ['K3', 'AB:CD'] },
    { loop: '2300', elements: ['CR1', 'LB', '275', '', 'A', 'DH', '21'] },
    { loop: '2300', elements: ['CRC', '07', 'Y', '04', '06', '09'] },
    { loop: '2300', elements: ['HCP', '03', '182.88', '54.62'] },
    { loop: '2310', elements: ['NM1', 'XX', '2', 'UNKNOWN'] },
    { loop: '2310', elements: ['REF', 'G2', '7', '', 'A:B'] },
    { loop: '2310', repeat: 2, elements: ['NM1', 'YY', '2'] },
  ];
  const ofPayers = Array.from({ length: otherPayers }, (_, i): KeptSegment[] => [
    { loop: '2320', otherPayer: i + 1, elements: ['MIA', '1', '', '', '12.5'] },
    { loop: rendering, otherPayer: i + 1, elements: ['NM1', '82', '1'] },
    { loop: rendering, otherPayer: i + 1, elements: ['REF', 'G2', 'PBS3334'] },
  ]).flat();
  const ofLines = Array.from({ length: lines }, (_, i): KeptSegment[] => [
    { loop: '2400', line: i + 1, elements: ['CRC', '70', 'Y', '65'] },
    { loop: '2400', line: i + 1, elements: ['QTY', 'PT', '2.00'] },
    { loop: '2400', line: i + 1, elements: ['MEA', 'TR', 'HT', '11.4'] },
    { loop: '2400', line: i + 1, elements: ['AMT', 'T', '0.45'] },
    { loop: '2440', line: i + 1, elements: ['LQ', 'UT', '01.02'] },
    { loop: '2440', line: i + 1, elements: ['FRM', '12', 'N'] },
    { loop: '2440', line: i + 1, repeat: 2, elements: ['LQ', 'UT', '02.03'] },
  ]).flat();
  return fc
    .subarray([...level, ...ofPayers, ...ofLines])
    .map((kept) =>
      // What stands in a loop without its beginning would be read in the loop before.
      kept.filter(
        (one) =>
          one.elements[0] === 'NM1' ||
          one.elements[0] === 'LQ' ||
          !['2310', rendering, '2440'].includes(one.loop) ||
          kept.some(
            (first) =>
              ['NM1', 'LQ'].includes(first.elements[0] ?? '') &&
              first.loop === one.loop &&
              first.line === one.line &&
              first.otherPayer === one.otherPayer &&
              (first.repeat ?? 1) === (one.repeat ?? 1),
          ),
      ),
    )
    .map((kept) =>
      kept.filter((one) => one.repeat !== 2 || kept.some((first) => first !== one && first.loop === one.loop && first.line === one.line)),
    );
}

const everyClaim = {
  id: number,
  charge: amount,
  facilityQualifier: fc.constantFrom('', 'X'),
  frequency: fc.constantFrom('1', '7', '8'),
  originalClaimNumber: number,
  assignment: letter,
  benefitsAssigned: letter,
  release: letter,
  delayReason: fc.constantFrom('1', '11'),
  onsetDate: date,
  accidentDate: date,
  lastMenstrualPeriod: date,
  dates: some(dated),
  admissionDate: date,
  dischargeDate: date,
  priorAuthorization: number,
  referralNumber: number,
  clia: number,
  medicalRecordNumber: number,
  submitter: other,
  receiver: other,
  billing: provider,
  payToAddress: other,
  payToPlan: other,
  payer: other,
  rendering: provider,
  referring: some(provider, 2),
  facility: provider,
  otherPayers: some(otherPayer, 2),
  conditions: some(fact, 14),
  attachments: some(attachment, 2),
  notes: some(note, 2),
  ids: some(identifier),
};

const CLAIMS: Record<Form, fc.Arbitrary<Partial<Claim> & { id: string }>> = {
  professional: record<Partial<Claim> & { id: string }>(
    {
      ...everyClaim,
      placeOfService: fc.constantFrom('11', '22'),
      providerSignature: letter,
      signatureSource: fc.constant('P'),
      relatedCauses: some(fc.constantFrom('AA', 'EM', 'OA'), 3),
      accidentState: fc.constantFrom('IL', 'TX'),
      accidentCountry: fc.constantFrom('CA', 'MX'),
      specialProgram: fc.constantFrom('02', '03'),
      patientPaid: amount,
      supervising: provider,
      primaryCare: provider,
      ambulancePickUp: provider,
      ambulanceDropOff: provider,
      anesthesiaProcedures: some(fc.stringMatching(/^\d{5}$/), 2),
    } as never,
    ['id', 'placeOfService'],
  ),
  institutional: record<Partial<Claim> & { id: string }>(
    {
      ...everyClaim,
      billType: fc.constantFrom('11', '13', '21'),
      date,
      admissionHour: fc.constantFrom('0800', '2359'),
      dischargeHour: fc.constantFrom('1100', '1730'),
      admissionType: fc.constantFrom('1', '3'),
      admissionSource: fc.constantFrom('1', '7'),
      patientStatus: fc.constantFrom('01', '30'),
      drg: fc.constantFrom('470', '193'),
      patientDue: amount,
      attending: provider,
      operating: provider,
      otherOperating: provider,
      occurrences: some(fc.record({ code: fact, date }), 14),
      occurrenceSpans: some(fc.record({ code: fact, date, dateTo: date }), 3),
      values: some(record<{ code: string; amount?: string }>({ code: fact, amount }, ['code']), 14),
      treatmentCodes: some(fact, 3),
    } as never,
    ['id', 'billType'],
  ),
};

const DIAGNOSES: Record<Form, fc.Arbitrary<Claim['diagnoses']>> = {
  professional: fc
    .tuple(fc.array(diagnosis('principal'), { maxLength: 1 }), fc.array(diagnosis('other'), { maxLength: 24 }))
    .map((lists) => lists.flat()),
  institutional: fc
    .tuple(
      ...(['principal', 'admitting', 'reason-for-visit', 'external-cause', 'other'] as const).map((role) =>
        fc.array(diagnosis(role), { maxLength: role === 'other' ? 24 : 1 }),
      ),
    )
    .map((lists) => lists.flat()),
};
const procedures = fc
  .tuple(fc.array(procedure('principal'), { maxLength: 1 }), fc.array(procedure('other'), { maxLength: 24 }))
  .map((lists) => lists.flat());

const dependent: fc.Arbitrary<ClaimPatient> = record<ClaimPatient>(
  {
    relationship: fc.constantFrom('01', '19', 'G8'),
    deathDate: date,
    weight: number,
    pregnant: fc.constant('Y'),
    party: other,
  } as never,
  ['relationship'],
);
const born = record<Pick<ClaimPatient, 'birthDate' | 'sex'>>({ birthDate: date, sex }, []);
const selfFacts = record<Pick<ClaimPatient, 'deathDate' | 'weight' | 'pregnant'>>(
  { deathDate: date, weight: number, pregnant: fc.constant('Y') },
  [],
);

const time = fc.constantFrom('0930', '2359');
const envelope = (form: Form): fc.Arbitrary<ClaimEnvelope> =>
  fc
    .record({
      interchange: record<NonNullable<ClaimEnvelope['interchange']>>(
        {
          authorization: fc.record({ qualifier: fc.constant('03'), value: number }),
          security: fc.record({ qualifier: fc.constant('01'), value: fc.stringMatching(/^[A-Z0-9]{1,10}$/) }),
          sender: fc.record({ qualifier: fc.constantFrom('ZZ', '30'), value: number }),
          receiver: fc.record({ qualifier: fc.constantFrom('ZZ', '30'), value: number }),
          date: fc.constantFrom('2024-08-01', '2025-12-31'),
          time,
          version: fc.constant('00501'),
          control: fc.stringMatching(/^\d{9}$/),
          acknowledgment: fc.constantFrom('0', '1'),
          usage: fc.constantFrom('P', 'T'),
        },
        ['sender', 'receiver', 'date', 'time', 'version', 'control', 'acknowledgment', 'usage'],
      ),
      group: fc.record({
        sender: number,
        receiver: number,
        date,
        time,
        control: fc.stringMatching(/^[1-9]\d{0,8}$/),
        version: fc.constant(form === 'professional' ? '005010X222A1' : '005010X223A2'),
      }),
      transaction: record<ClaimEnvelope['transaction']>(
        {
          control: fc.stringMatching(/^\d{4,9}$/),
          version: fc.constant(form === 'professional' ? '005010X222A1' : '005010X223A2'),
          purpose: fc.constantFrom('00', '18'),
          reference: number,
          date,
          time,
          kind: fc.constantFrom('CH', 'RP'),
        } as never,
        ['control', 'purpose', 'reference', 'date', 'time', 'kind'],
      ),
      delimiters: fc.constantFrom(
        { element: '*', component: ':', repetition: '^', segment: '~' },
        { element: '|', component: '>', repetition: '!', segment: '~' },
      ),
    })
    .map(({ delimiters, interchange, group, transaction }) => ({ delimiters, interchange, group, transaction }));

/** A claim of every shape that a file can hold, as a reader gives it. */
export function anyClaim(form: Form): fc.Arbitrary<Claim> {
  return fc
    .tuple(
      CLAIMS[form],
      DIAGNOSES[form],
      form === 'institutional' ? procedures : fc.constant<NonNullable<Claim['procedures']>>([]),
      fc.array(LINES[form], { maxLength: 3 }),
      fc.tuple(
        subscriber,
        fc.oneof(
          dependent,
          selfFacts.map((facts) => ({ relationship: '18', ...facts })),
        ),
        born,
      ),
      envelope(form),
    )
    .chain(([base, diagnoses, coded, services, [policyholder, patientBase, birth], around]) => {
      const claim: Claim = {
        ...base,
        form,
        source: {
          transaction: around.transaction.control,
          version: around.transaction.version ?? around.group?.version ?? '',
          envelope: around,
          interchange: around.interchange?.control ?? '',
          group: around.group?.control ?? '',
        },
        diagnoses,
        services,
        subscriber: policyholder,
        patient: patientOf(patientBase, policyholder, birth),
      };
      if (coded.length > 0) claim.procedures = coded;
      // An hour of admission stands with its date, demographics with a name, a period is the lines'.
      if (claim.admissionDate === undefined) delete claim.admissionHour;
      if (form === 'professional') setPeriod(claim);
      return keptSegments(form, claim.otherPayers?.length ?? 0, services.length).map((kept) => {
        const fitting = kept
          .filter(({ loop }) => loop !== '2010BB' || claim.payer)
          .map((one) =>
            around.delimiters?.component === '>' ? { ...one, elements: one.elements.map((element) => element.replaceAll(':', '>')) } : one,
          );
        return fitting.length === 0 ? claim : { ...claim, kept: fitting };
      });
    });
}

function patientOf(
  base: ClaimPatient,
  { party: named, birthDate, sex: own }: Subscriber,
  birth: Pick<ClaimPatient, 'birthDate' | 'sex'>,
): ClaimPatient {
  if (base.relationship !== '18') return base.party ? { ...base, ...birth } : base;
  const patient: ClaimPatient = { ...base };
  if (named) patient.party = named;
  if (birthDate !== undefined) patient.birthDate = birthDate;
  if (own !== undefined) patient.sex = own as 'M';
  return patient;
}

function setPeriod(claim: Claim): void {
  const from = claim.services.flatMap(({ date: day }) => (day === undefined ? [] : [day])).sort();
  const to = claim.services.flatMap(({ date: day, dateTo = day }) => (dateTo === undefined ? [] : [dateTo])).sort();
  if (from[0] === undefined) return;
  claim.date = from[0];
  const last = to.at(-1);
  if (last !== undefined && last !== from[0]) claim.dateTo = last;
}
