import { dottedCode } from '../../../codesets/code.js';
import type { Candidate, Statement } from '../../candidate.js';
import { isConcluded } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Tests whose results others than the provider word: what follows them in a clause is a finding. */
const TEST =
  /\b(?:cxr|x-?rays?|films?|ct|cta|mri|mra|us|u\/s|ultrasound|duplex|echo|tte|tee|ecg|ekg|eeg|telemetry|urinalysis|ua)\b(?![^.;\n]*\b(?:diagnosed|dx|due to|consistent with|confirmed)\b)[^.;\n]*$/i;
/** Letters before a mention in which its test stands. */
const REACH = 120;
/** Signs, symptoms and abnormal findings, without what is a condition of its own wherever it is told: coma, retention, shock, sepsis, dysphagia, speech, seizures, suicidal ideation, cachexia, malnutrition. */
const SIGNS = codeRanges(
  'R00-R12, R14, R19, R20-R26, R30-R32, R34-R36, R39, R40.0-R40.1, R41.0-R41.3, R42-R44, R45.0-R45.7, R45.82-R45.84, R46, R50.8-R51, R53.1, R53.8-R55, R60-R61, R63.0-R63.5, R68-R94',
);
const TOLD: ReadonlySet<Candidate['place']> = new Set(['story', 'finding', 'other', 'history']);
const ASSESSED: ReadonlySet<Candidate['place']> = new Set(['problem', 'problem-text', 'assessment-text']);
/** What the provider did about it, or says of its meaning, in the same sentence. */
const WEIGHED = /\b(?:due to|secondary to|from|caused by|treated|repleted|worked up|work-?up|etiology unclear|of unclear|unexplained)\b/i;
const DISCHARGE: ReadonlySet<string> = new Set(['discharge-dx']);
const BEFORE: ReadonlySet<string> = new Set(['hpi', 'pmh', 'cc']);

export const rule = defineRule({
  id: 'findings-of-the-stay',
  title: 'Signs and findings of a stay that its diagnoses explain, or nobody weighed, are not coded',
  sources: [guideline('II.A'), guideline('III.A'), guideline('III.B'), guideline('I.B.5')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  admit(statement, context) {
    const { place, assertion, segment } = statement;
    if (!hasListed(context)) return undefined;
    if (assertion.resolved && BEFORE.has(segment.kind) && place !== 'problem')
      return { reason: 'over before the admission: no bearing on the stay (guideline III.A)' };
    if (!TOLD.has(place) || statement.mention.code.startsWith('Z') || !isResult(statement, context)) return undefined;
    return { reason: 'the result of a test, not interpreted by the provider (guideline III.B)' };
  },
  apply(candidates, context) {
    const { note } = context;
    const thought = beforeStudy(candidates, context);
    const cause = candidates.find(
      ({ place, code, probability }) => ASSESSED.has(place) && probability >= REVIEW && /^[A-QST]/.test(code) && !holds(SIGNS, code),
    );
    if (!cause) return thought;
    const signs = candidates
      .filter(({ code, place, evidence }) => {
        if (!TOLD.has(place) || !holds(SIGNS, code)) return false;
        const [said] = evidence;
        const end = said ? note.text.slice(said.end).search(/[.;\n]/) : -1;
        return said === undefined || !WEIGHED.test(note.text.slice(said.end, end < 0 ? undefined : said.end + end));
      })
      .map(
        (candidate): Extract<Action, { kind: 'drop' }> => ({
          kind: 'drop',
          candidate,
          reason: `told in the story of a stay for ${dottedCode(cause.code)} (${cause.title}), not assessed (guidelines II.A, III.B)`,
        }),
      );
    return [...thought, ...signs.filter((action) => !thought.some((other) => other.candidate === action.candidate))];
  },
});

/** Codes that rest on the diagnosis of the admission alone, where the discharge diagnoses name another of the chapter (II: after study). */
function beforeStudy(candidates: readonly Candidate[], { note }: RuleContext): Extract<Action, { kind: 'drop' }>[] {
  const chapters = new Set(
    candidates
      .filter((candidate) => candidate.probability >= REVIEW && isConcluded(candidate, note, DISCHARGE))
      .map(({ code }) => code.charAt(0)),
  );
  return candidates
    .filter(
      ({ code, evidence }) =>
        !/^[V-Z]/.test(code) &&
        chapters.has(code.charAt(0)) &&
        evidence.length > 0 &&
        evidence.every(({ section }) => section === 'admit-dx'),
    )
    .map((candidate) => ({
      kind: 'drop',
      candidate,
      reason: 'what the admission was thought to be for; the discharge diagnoses do not name it (guidelines II, III)',
    }));
}

/** Whether the record lists its diagnoses; without a list the story is all there is. */
function hasListed({ statements }: RuleContext): boolean {
  return statements.some(({ place }) => place === 'problem');
}

function isResult({ mention, segment }: Statement, { note }: RuleContext): boolean {
  return TEST.test(note.text.slice(Math.max(segment.start, mention.start - REACH), mention.start));
}
