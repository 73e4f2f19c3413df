import type { Statement } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** Infections of which a suspicion is never coded as the infection, not even for an inpatient stay, and the section that says so. */
const CONFIRMED: readonly { readonly codes: ReturnType<typeof codeRanges>; readonly what: string; readonly section: string }[] = [
  { codes: codeRanges('B20, Z21, B97.35, O98.7'), what: 'HIV', section: 'I.C.1.a.1' },
  { codes: codeRanges('A92.5, P35.4'), what: 'Zika virus infection', section: 'I.C.1.f.1' },
  { codes: codeRanges('U07.1, J12.82, M35.81'), what: 'COVID-19', section: 'I.C.1.g.1.a' },
];
/** Novel and other identified influenza; suspected, it is the unidentified one (I.C.10.c). */
const IDENTIFIED_INFLUENZA = codeRanges('J09-J10');

export const rule = defineRule({
  id: 'confirmed-only',
  title: 'HIV, Zika, COVID-19 and identified influenza are coded only when confirmed',
  sources: [guideline('I.C.1.a.1'), guideline('I.C.1.f.1'), guideline('I.C.1.g.1'), guideline('I.C.10.c')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  restate: (statements) =>
    statements.map((statement) =>
      statement.assertion.assertion === 'possible' && holds(IDENTIFIED_INFLUENZA, statement.mention.code)
        ? unidentified(statement)
        : statement,
    ),
  admit({ assertion, mention }) {
    if (assertion.assertion !== 'possible') return undefined;
    const rule = CONFIRMED.find(({ codes }) => holds(codes, mention.code));
    if (!rule) return undefined;
    return {
      reason: `${rule.what} is coded only when confirmed, in every setting (guideline ${rule.section}); said: “${assertion.cue ?? ''}”`,
    };
  },
});

/** J09 counts its manifestations otherwise than J10 and J11, which agree from the fourth character on. */
const NOVEL: Readonly<Record<string, string>> = { J09X1: 'J1100', J09X2: 'J111', J09X3: 'J112', J09X9: 'J1189' };

function unidentified(statement: Statement): Statement {
  const { code } = statement.mention;
  const wanted = NOVEL[code] ?? (code.startsWith('J10') ? code.replace('J10', 'J11').replace('J1101', 'J1108') : 'J111');
  return {
    ...statement,
    mention: { ...statement.mention, code: wanted, path: `${statement.mention.path} › suspected` },
    by: [...(statement.by ?? []), 'confirmed-only'],
  };
}
