import { Checker } from '@medcode/core/edits/check';
import { CheckInput } from '@medcode/core/edits/subject';
import { openCatalog } from '@medcode/releases/open-catalog';
import { expect, it } from 'vitest';
import { answerText, openLines } from '../src/commands/check-lines.js';

const CLAIM = {
  id: 'a "quoted" id',
  form: 'professional',
  date: '2026-11-02',
  diagnoses: [{ code: 'E11.9' }, { code: 'E11.9' }, { code: 'X"\n' }, { code: 'S52.501' }],
  services: [
    { code: '11042', units: 2, pointers: [1, 2, 3, 4, 5] },
    { code: '97597', modifiers: ['Q"'] },
  ],
};

it('writes an answer as JSON.stringify would', async () => {
  const checker = new Checker(openCatalog(undefined));
  const { findings, notChecked, releases } = checker.check(CheckInput.parse(CLAIM));
  expect(findings.length).toBeGreaterThan(2);
  expect(notChecked.length).toBeGreaterThan(0);
  const answer = { findings, notChecked, releases: releases.map(({ id }) => id) };
  expect(answerText(answer)).toBe(JSON.stringify(answer));
  expect(answerText({ findings: [], notChecked: [], releases: [] })).toBe('{"findings":[],"notChecked":[],"releases":[]}');
  const answerLine = await openLines({ dataFolder: undefined, date: undefined, payers: [] });
  expect(answerLine(JSON.stringify(CLAIM)).text).toBe(`${JSON.stringify({ id: CLAIM.id, ...answer })}\n`);
});
