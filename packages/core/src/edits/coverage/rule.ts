import { dottedCode } from '../../codesets/code.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';
import { applies, diagnosesOf, inside } from '../payer-rules/applying.js';
import { CodePatterns } from '../payer-rules/code-patterns.js';
import type { CoveragePolicy } from '../payer-rules/pack.js';

/** The provider says that the service is not expected to be covered. */
const NOT_EXPECTED = ['GA', 'GX', 'GY', 'GZ'];

export const rule = defineEdit({
  id: 'coverage',
  title: 'Services under a coverage policy point to a diagnosis that supports them',
  family: 'coverage',
  sources: [
    { authority: 'CMS', document: 'Social Security Act', section: '1862(a)(1)(A)' },
    { authority: 'CMS', document: 'Medicare Program Integrity Manual, Pub. 100-08', section: 'chapter 13' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    unsupported: {
      severity: 'warning',
      what: 'no diagnosis of {code} ({diagnoses}) is on the list of “{policy}”',
      why: 'the policy covers the service for the diagnoses it lists',
      todo: 'see whether the record has one of them and the line points to it; else have the notice signed and report GA, or GZ without it',
    },
    second: {
      severity: 'warning',
      what: '{code} has one diagnosis of “{policy}” and needs another beside it',
      why: 'the policy asks for a diagnosis of each of its two lists',
      todo: 'see whether the record has the second',
    },
  },
  check: (subject, { payers }, report) => {
    const services = subject.lines.filter(({ code }) => code !== '');
    if (services.length === 0) return;
    const lists = payers.filter(({ coverage }) => coverage.length > 0);
    if (lists.length === 0)
      return report.notChecked({ reason: 'no coverage policies (LCD, NCD) are given', needs: ['coverage lists (--payer FILE)'] });
    for (const pack of lists) {
      if (!applies(pack, subject, report)) continue;
      for (const policy of pack.coverage) {
        const { covered, first, second } = compiled(policy);
        for (const { at, code, date, modifiers, pointers } of services) {
          if (!covered.has(code) || date === undefined || !inside(policy, date)) continue;
          if (NOT_EXPECTED.some((modifier) => modifiers.includes(modifier))) continue;
          const codes = diagnosesOf(subject, pointers);
          const params = { code, policy: `${policy.id} ${policy.title}`, diagnoses: codes.map(dottedCode).join(', ') || 'none' };
          if (!codes.some((one) => first.has(one))) report.hit({ message: 'unsupported', at, params, authority: [policy.authority] });
          else if (second && !codes.some((one) => second.has(one))) report.hit({ message: 'second', at, params, authority: [policy.authority] });
        }
      }
    }
  },
});

interface Compiled {
  readonly covered: CodePatterns;
  readonly first: CodePatterns;
  readonly second: CodePatterns | undefined;
}
const policies = new WeakMap<CoveragePolicy, Compiled>();

function compiled(policy: CoveragePolicy): Compiled {
  let made = policies.get(policy);
  if (!made) {
    made = {
      covered: new CodePatterns(policy.services),
      first: new CodePatterns(policy.diagnoses),
      second: policy.andDiagnoses && new CodePatterns(policy.andDiagnoses),
    };
    policies.set(policy, made);
  }
  return made;
}
