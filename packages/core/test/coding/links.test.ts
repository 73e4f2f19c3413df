import type { CodeId } from '@medcode/core/codesets/code-table';
import type { Candidate } from '@medcode/core/coding/candidate';
import type { Link } from '@medcode/core/coding/links';
import { holds } from '@medcode/core/coding/ranges';
import type { RuleContext } from '@medcode/core/coding/rule';
import { COMBINATIONS } from '@medcode/core/coding/rules/combination-code/rule';
import { LINKS } from '@medcode/core/coding/rules/presumed-link/rule';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { icd } from './engine.js';

const date = day('2026-11-02');
const { first, last } = icd.table.range({ from: 0, to: Number.MAX_SAFE_INTEGER });
const all: Candidate[] = [];
for (let at = first; at < last; at++) {
  const id = at as CodeId;
  if (!icd.table.billableOn(id, date)) continue;
  const evidence = [{ document: 'note', start: 0, end: 18, text: 'e. coli, h. pylori' }];
  const assertion = { assertion: 'present', temporality: 'current', experiencer: 'patient' } as const;
  const rest = {
    probability: 0.9,
    path: [],
    rules: [],
    support: [],
    place: 'problem',
    order: 0,
    alternatives: [],
    open: [],
    unrelatedTo: [],
  } as const;
  all.push({ id, code: icd.table.code(id), title: icd.table.title(id, date), evidence, assertion, ...rest });
}
/** What the tables look at of a note: the words of the codes, on one line. */
const context = { icd, date, note: { text: 'e. coli, h. pylori', sections: [], segments: [] } } as unknown as RuleContext;

/** Partners of a base that are tried: the widest row names whole chapters. */
const PARTNERS = 400;

/** The codes a row gives for its bases. */
function given({ base, other, gives }: Link): Set<string> {
  const bases = all.filter(({ code }) => holds(base, code));
  const others = all.filter(({ code }) => holds(other, code)).slice(0, PARTNERS);
  return new Set(bases.flatMap((one) => others.flatMap((two) => gives(one, two, context, []) ?? [])));
}

describe.each([
  ['combination-code', COMBINATIONS],
  ['presumed-link', LINKS],
])('the table of %s', (_name, rows) => {
  it.each(rows.map((row, i) => [`${i + 1} ${row.words}`, row] as const))('gives billable codes: %s', (_row, row) => {
    const codes = [...given(row)];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !icd.table.billableOn(icd.table.find(code) as CodeId, date))).toEqual([]);
  });
});
