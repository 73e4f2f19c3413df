import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lintQuery } from '@medcode/core/coding/queries/lint';
import { draftQuery, QUERIES, type QueryId } from '@medcode/core/coding/queries/queries';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../src/coding/queries', import.meta.url));
const ids = readdirSync(folder)
  .map((name) => name.replace(/\.ts$/, ''))
  .filter((name) => !['lint', 'query', 'queries'].includes(name));

it('every template has its file and every file a registered template', () => {
  expect([...QUERIES.keys()].sort()).toEqual(ids.sort());
});

describe.each([...QUERIES.values()])('query $id', (template) => {
  it('is compliant as it is sent', () => {
    expect(lintQuery(draftQuery(template.id as QueryId, 'the condition'))).toEqual([]);
  });

  it('names its authority', () => {
    expect(template.sources.map(({ document }) => document)).toContain('Guidelines for Achieving a Compliant Query Practice (2022 Update)');
  });
});

describe('the linter finds', () => {
  const good = {
    question: 'What is the type of the heart failure that was treated?',
    options: ['systolic', 'diastolic', 'other (please specify)', 'unable to determine'],
  };
  it.each([
    ['nothing in a good query', {}, []],
    ['money', { question: 'Which type raises the reimbursement?' }, ['speaks of payment, quality scores or codes: "reimbursement"']],
    ['a DRG', { options: [...good.options, 'MCC'] }, ['speaks of payment, quality scores or codes: "MCC"']],
    ['a leading request', { question: 'Would you agree that this is sepsis?' }, ['leads towards an answer: "Would you agree"']],
    ['yes or no', { question: 'Is this acute?' }, ['can be answered with yes or no']],
    ['no question', { question: 'State the type.' }, ['asks no question']],
    ['one answer', { options: ['systolic', 'other (please specify)', 'unable to determine'] }, ['offers one answer only']],
    [
      'no way out',
      { options: ['systolic', 'diastolic'] },
      ['does not offer "other (please specify)"', 'does not offer "unable to determine"'],
    ],
    ['an answer twice', { options: ['Systolic', ...good.options] }, ['offers an answer twice']],
    ['no indicator', { indicators: [] }, ['quotes no indicator from the record']],
  ])('%s', (_what, change, problems) => {
    expect(lintQuery({ ...good, ...change })).toEqual(problems);
  });
});
