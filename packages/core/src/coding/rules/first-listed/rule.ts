import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, segmentsOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { onsetAfterAdmission } from '../../poa.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Examinations without and with abnormal findings (I.C.21.c.13). */
const EXAMINATIONS: readonly (readonly [RegExp, string])[] = [
  [/^Z0000$/, 'Z0001'],
  [/^Z00129$/, 'Z00121'],
  [/^Z0100$/, 'Z0101'],
  [/^Z01419$/, 'Z01411'],
];
/** A finding that is new, or a chronic condition that changed. */
const ABNORMAL =
  /\b(?:acute|new(?:ly)?[- ](?:diagnosed|onset|found|identified|finding|diagnosis|problem)|abnormal|uncontrolled|poorly controlled|not (?:well )?controlled|not at goal|worsen(?:ed|ing)|elevated|exacerbat\w+|above goal)\b/i;
/** A condition whose treatment is over, and the history code it leaves (I.C.21.c.8). */
const OVER = /\b(?:resolved|completed|cleared|healed|finished|no (?:residual|longer)|cured)\b/i;
const HISTORY: readonly (readonly [RegExp, string])[] = [
  [/^J1[2-8]/, 'Z8701'],
  [/^N20/, 'Z87442'],
  [/^(?:N30|N390|N1[0-2])/, 'Z87440'],
  [/^K2[5-8]/, 'Z8711'],
  [/^(?:A|B)/, 'Z8619'],
  [/^I26/, 'Z86711'],
  [/^I82/, 'Z86718'],
];
const OF_DELIVERY = /^O(?:6|7[0-6])/;
const PUERPERAL = /^O(?:8[5-9]|9[012])/;
const PRINCIPAL = /\b(?:principal|primary|first[- ]listed)\b[^:]{0,20}\b(?:diagnos[ie]s|dx|problem)\b/i;

export const rule = defineRule({
  id: 'first-listed',
  title: 'The principal or first-listed diagnosis is what the stay or visit is chiefly for',
  sources: [
    guideline('II.A'),
    guideline('II.C'),
    guideline('III.A'),
    guideline('III.B'),
    guideline('IV.G'),
    guideline('IV.M'),
    guideline('I.C.15.b.4'),
    guideline('I.C.21.c.8'),
    guideline('I.C.21.c.13'),
    guideline('Appendix I'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [...examinations(candidates, context), ...followUp(candidates, context)];
    const stays = candidates.filter(({ probability }) => probability >= 0.5);
    if (context.setting === 'inpatient') {
      // A complication of the delivery may be what the stay is reported for, though it arose in it; the puerperium follows (I.C.15.b.4).
      const delivered = answered(candidates, /^Z37/).length > 0;
      for (const candidate of stays) {
        const isLater = delivered && OF_DELIVERY.test(candidate.code) ? false : onsetAfterAdmission(candidate, context);
        if (isLater || (delivered && PUERPERAL.test(candidate.code))) actions.push({ kind: 'not-first', code: candidate.code });
      }
    }
    // Two codes of one line of the principal diagnosis keep the order of the line (II.C).
    for (const section of context.note.sections) {
      if (!PRINCIPAL.test(section.header)) continue;
      const named = stays
        .filter(
          ({ evidence, code }) =>
            !/^[V-Z]/.test(code) && evidence.some(({ start }) => section.contentStart <= start && start < section.end),
        )
        .sort((a, b) => firstIn(a, section.contentStart) - firstIn(b, section.contentStart));
      const [principal] = named;
      if (principal && !actions.some((action) => action.kind === 'not-first' && action.code === principal.code))
        actions.push({ kind: 'first', code: principal.code });
      break;
    }
    return actions;
  },
});

function firstIn({ evidence }: Candidate, from: number): number {
  return Math.min(...evidence.filter(({ start }) => start >= from).map(({ start }) => start));
}

/** An examination that finds something new is one with abnormal findings; stable chronic conditions are none. */
function* examinations(candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  for (const examination of answered(candidates, /^Z0[01]/)) {
    const code = EXAMINATIONS.find(([codes]) => codes.test(examination.code))?.[1];
    if (!code || /\b(?:without|no) (?:any |new )?abnormal\b/i.test(saidAbout(examination, context))) continue;
    const finding = answered(candidates, /^[A-U]/).find(
      (candidate) =>
        candidate.place === 'problem' && (/^R(?:0|7|8|9)/.test(candidate.code) || ABNORMAL.test(saidAbout(candidate, context))),
    );
    if (!finding) continue;
    const made = context.make({
      code,
      from: [examination],
      path: [...examination.path, `with abnormal findings: ${dottedCode(finding.code)}`],
      order: examination.order,
    });
    if (made && made.code === code) yield { kind: 'replace', candidates: [examination], by: made };
    yield { kind: 'first', code };
  }
}

/** After completed treatment: Z08 or Z09 first, the condition as history. */
function* followUp(candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  const [follow] = answered(candidates, /^Z0[89]/);
  if (!follow) return;
  const here = segmentsOf(follow, context.note);
  const treated = answered(candidates, /^[A-N]/).find(
    (condition) =>
      segmentsOf(condition, context.note).some((segment) => here.includes(segment)) && !OVER.test(saidAbout(condition, context)),
  );
  if (treated) {
    yield {
      kind: 'drop',
      candidate: follow,
      reason: `${dottedCode(treated.code)} (${treated.title}) is still treated or watched (guideline I.C.21.c.8)`,
    };
    return;
  }
  const malignancy = answered(candidates, /^Z85/)[0];
  if (follow.code === 'Z09' && malignancy) {
    const after = context.make({
      code: 'Z08',
      from: [follow],
      path: ['Examination', 'follow-up › malignant neoplasm'],
      order: follow.order,
    });
    if (after) yield { kind: 'replace', candidates: [follow], by: after };
    yield { kind: 'first', code: 'Z08' };
  } else yield { kind: 'first', code: follow.code };
  for (const condition of answered(candidates, /^[A-N]/)) {
    if (!OVER.test(saidAbout(condition, context)) || condition.code.startsWith('C')) continue;
    const code = HISTORY.find(([codes]) => codes.test(condition.code))?.[1];
    const past = code && context.make({ code, from: [condition], path: ['History', 'personal', ...condition.path.slice(0, 1)] });
    if (past && !candidates.some((candidate) => candidate.code === code)) yield { kind: 'replace', candidates: [condition], by: past };
    else yield { kind: 'drop', candidate: condition, reason: 'treated and over: followed up, not present (guideline I.C.21.c.8)' };
  }
}
