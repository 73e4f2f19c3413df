import { isNpi } from '../../codesets/claim-codes/npi.js';
import type { Party } from '../../model/claim.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject } from '../subject.js';

export const rule = defineEdit({
  id: 'npi',
  title: 'Providers are identified by NPIs whose check digit is right',
  family: 'claim-form',
  sources: [
    { authority: 'HHS', document: '45 CFR', section: '162.406, 162.410' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2310A NM1' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    invalid: {
      severity: 'error',
      what: 'NPI {npi} of the {role} provider is none',
      why: 'an NPI has ten digits, the first 1 or 2, and the last is the check digit of the others',
      todo: 'look it up in the NPPES registry',
    },
    'no-npi': {
      severity: 'error',
      what: 'the {role} provider has no NPI',
      why: 'health care providers are identified by their NPI on standard claims',
      todo: 'give the NPI; a provider of what is no health care has a number of the payer instead',
    },
    'no-attending': {
      severity: 'error',
      what: 'no attending provider',
      why: 'institutional claims name who has overall responsibility for the care, except for transport alone',
      todo: 'name the attending provider with NPI',
    },
  },
  check: (subject, _context, report) => {
    const { input, form } = subject;
    const { billing, attending } = input;
    if (billing === undefined) report.notChecked({ reason: 'the billing provider is not stated', needs: ['billing provider'] });
    // A provider of what is no health care (transport, home care by family) has no NPI; the payer has given it a number.
    else if (billing.npi === undefined && billing.id === undefined && !billing.ids?.some(({ qualifier }) => qualifier === 'G2'))
      report.hit({ message: 'no-npi', at: '/billing/npi', params: { role: 'billing' } });
    if (form === 'institutional' && attending === undefined && !transportOnly(subject))
      report.hit({ message: 'no-attending', at: '/attending', params: {} });
    const { rendering, supervising, facility, operating, otherOperating, referring } = input;
    checkNpi(report, billing, 'billing', '/billing/npi');
    checkNpi(report, rendering, 'rendering', '/rendering/npi');
    checkNpi(report, supervising, 'supervising', '/supervising/npi');
    checkNpi(report, facility, 'facility', '/facility/npi');
    checkNpi(report, attending, 'attending', '/attending/npi');
    checkNpi(report, operating, 'operating', '/operating/npi');
    checkNpi(report, otherOperating, 'other operating', '/otherOperating/npi');
    if (referring) for (let i = 0; i < referring.length; i++) checkNpi(report, referring[i], 'referring', `/referring/${i}/npi`);
    for (let i = 0; i < input.services.length; i++) {
      const line = input.services[i] as (typeof input.services)[number];
      checkNpi(report, line.rendering, 'rendering', `/services/${i}/rendering/npi`);
      checkNpi(report, line.supervising, 'supervising', `/services/${i}/supervising/npi`);
      checkNpi(report, line.ordering, 'ordering', `/services/${i}/ordering/npi`);
      checkNpi(report, line.referring, 'referring', `/services/${i}/referring/npi`);
      checkNpi(report, line.facility, 'facility', `/services/${i}/facility/npi`);
      checkNpi(report, line.operating, 'operating', `/services/${i}/operating/npi`);
    }
  },
});

function checkNpi(report: Report, party: Party | undefined, role: string, at: string): void {
  if (party?.npi !== undefined && !isNpi(party.npi)) report.hit({ message: 'invalid', at, params: { role, npi: party.npi.slice(0, 20) } });
}

/** Ambulance lines alone: revenue code 054x. */
function transportOnly({ lines }: Subject): boolean {
  return lines.length > 0 && lines.every(({ revenueCode }) => revenueCode?.startsWith('054') === true);
}
