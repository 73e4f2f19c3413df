import type { SectionKind } from '../../../notes/structure.js';
import type { Statement } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { type IntegralRow, integralRows } from '../../integral.js';
import { holds } from '../../ranges.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** Where a stay's final word on a diagnosis stands. */
const FINAL: ReadonlySet<SectionKind> = new Set(['discharge-dx', 'postop-dx', 'course', 'assessment', 'impression', 'ap', 'addendum']);

const CONCLUDING: ReadonlySet<SectionKind> = new Set(['assessment', 'impression', 'ap', 'plan']);
/** A finding that is told, not one that is looked for. */
const FOUND = /\b(?:revealed|reveals|confirmed|confirms|showed|shows|demonstrated|demonstrates|proven|diagnosed with)\b[^.;]*$/i;

/** Codes of diseases, not of their signs. */
const DISEASE = /^[A-QST]/;

export const rule = defineRule({
  id: 'uncertain-diagnosis',
  title: 'A diagnosis documented as uncertain at discharge is coded as if it existed, and only for inpatient care',
  sources: [guideline('II.H'), guideline('III.C'), guideline('IV.H')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /**
   * Under a problem named only as possible, the signs and symptoms are what is reported outside inpatient care: they take its standing,
   * and so do those of the story that belong to the disease suspected. What the assessment or plan says was found is no longer suspected.
   */
  restate(statements, { setting, lexicon, note }) {
    if (setting === 'inpatient') return statements;
    const uncertain = new Map<number, boolean>();
    for (const { place, segment, assertion } of statements) {
      if (place !== 'problem' || segment.problem === undefined) continue;
      uncertain.set(segment.problem, (uncertain.get(segment.problem) ?? true) && assertion.assertion === 'possible');
    }
    const suspected = statements.filter(
      ({ place, segment, mention }) =>
        place === 'problem' && segment.problem !== undefined && uncertain.get(segment.problem) === true && DISEASE.test(mention.code),
    );
    const symptoms =
      suspected.length === 0
        ? []
        : integralRows(lexicon).filter(({ disease }) => suspected.some(({ mention }) => holds(disease, mention.code)));
    const doubted = new Set(
      statements
        .filter(({ place, assertion, mention }) => place === 'problem' && assertion.assertion === 'possible' && DISEASE.test(mention.code))
        .map(({ mention }) => conditionOf(mention.code)),
    );
    return statements.map((statement) =>
      standsIn(statement, uncertain) || isTold(statement, symptoms) || isConfirmed(statement, doubted, note.text)
        ? { ...statement, place: 'problem', by: [...(statement.by ?? []), 'uncertain-diagnosis'] }
        : statement,
    );
  },
  admit({ assertion, mention, segment }, { setting, note }) {
    if (assertion.assertion !== 'possible' || assertion.experiencer === 'other' || mention.denied) return undefined;
    const cue = assertion.cue ? ` (“${assertion.cue}”)` : '';
    if (setting !== 'inpatient')
      return { reason: `uncertain${cue}: outside inpatient care the sign or symptom is coded instead (guideline IV.H)` };
    if (FINAL.has(segment.kind) || !note.sections.some(({ kind }) => kind === 'discharge-dx')) return undefined;
    return { reason: `uncertain${cue} during the stay and not named at discharge (guideline II.H)` };
  },
});

function standsIn({ segment, place, mention, assertion }: Statement, uncertain: ReadonlyMap<number, boolean>): boolean {
  return (
    segment.problem !== undefined &&
    uncertain.get(segment.problem) === true &&
    place === 'problem-text' &&
    mention.code.startsWith('R') &&
    assertion.assertion === 'present'
  );
}

/** The condition a code names: its category, of injuries with the site. */
function conditionOf(code: string): string {
  return code.slice(0, /^[ST]/.test(code) ? 4 : 3);
}

/** The condition suspected in one place is, in the assessment or plan, what a test or examination found. */
function isConfirmed({ mention, segment, assertion }: Statement, doubted: ReadonlySet<string>, text: string): boolean {
  return (
    CONCLUDING.has(segment.kind) &&
    assertion.assertion === 'present' &&
    assertion.temporality === 'current' &&
    assertion.experiencer === 'patient' &&
    mention.denied === undefined &&
    doubted.has(conditionOf(mention.code)) &&
    FOUND.test(text.slice(segment.start, mention.start))
  );
}

/** Told in the story, as present, and a sign or symptom of what is suspected. */
function isTold({ place, mention, assertion }: Statement, symptoms: readonly IntegralRow[]): boolean {
  return (
    place === 'story' &&
    mention.code.startsWith('R') &&
    assertion.assertion === 'present' &&
    assertion.temporality === 'current' &&
    assertion.experiencer === 'patient' &&
    mention.denied === undefined &&
    symptoms.some(({ symptom }) => holds(symptom, mention.code))
  );
}
