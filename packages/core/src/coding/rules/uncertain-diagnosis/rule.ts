import type { SectionKind } from '../../../notes/structure.js';
import type { Statement } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule } from '../../rule.js';

/** Where a stay's final word on a diagnosis stands. */
const FINAL: ReadonlySet<SectionKind> = new Set(['discharge-dx', 'postop-dx', 'course', 'assessment', 'impression', 'ap', 'addendum']);

export const rule = defineRule({
  id: 'uncertain-diagnosis',
  title: 'A diagnosis documented as uncertain at discharge is coded as if it existed, and only for inpatient care',
  sources: [guideline('II.H'), guideline('III.C'), guideline('IV.H')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /** Under a problem named only as possible, the signs and symptoms are what is reported outside inpatient care: they take its standing. */
  restate(statements, { setting }) {
    if (setting === 'inpatient') return statements;
    const uncertain = new Map<number, boolean>();
    for (const { place, segment, assertion } of statements) {
      if (place !== 'problem' || segment.problem === undefined) continue;
      uncertain.set(segment.problem, (uncertain.get(segment.problem) ?? true) && assertion.assertion === 'possible');
    }
    return statements.map((statement) =>
      standsIn(statement, uncertain) ? { ...statement, place: 'problem', by: [...(statement.by ?? []), 'uncertain-diagnosis'] } : statement,
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
