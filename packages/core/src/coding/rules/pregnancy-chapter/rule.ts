import { dottedCode } from '../../../codesets/code.js';
import { trimesterOf } from '../../../notes/facts.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/**
 * Conditions that complicate a pregnancy and their code of chapter 15. `long`: trimesters, childbirth and puerperium are 1–3, 4 and 5
 * with 0 for unspecified behind the stem; `short`: 11–13 and 19, 2 and 3; `urinary`: 0–3; `carrier`: 0, 4 and 5. `saysIt`: no further code for the condition.
 */
const COMPLICATING: readonly {
  readonly codes: RegExp;
  readonly stem: string;
  readonly form: 'long' | 'short' | 'urinary' | 'carrier';
  readonly saysIt?: true;
}[] = [
  { codes: /^I10$/, stem: 'O100', form: 'short', saysIt: true },
  { codes: /^E10/, stem: 'O240', form: 'short' },
  { codes: /^E11/, stem: 'O241', form: 'short' },
  { codes: /^E(?:08|09|13)/, stem: 'O248', form: 'short' },
  { codes: /^D(?:5[0-9]|6[0-4])/, stem: 'O990', form: 'short' },
  { codes: /^D(?:6[5-9]|7|8)/, stem: 'O991', form: 'short' },
  { codes: /^E66/, stem: 'O9921', form: 'long' },
  { codes: /^E(?:0[0-7]|1[5-9]|2|3|7|8)/, stem: 'O9928', form: 'long' },
  { codes: /^F10/, stem: 'O9931', form: 'long' },
  { codes: /^F17/, stem: 'O9933', form: 'long' },
  { codes: /^F1[1-689]/, stem: 'O9932', form: 'long' },
  { codes: /^F/, stem: 'O9934', form: 'long' },
  { codes: /^G/, stem: 'O9935', form: 'long' },
  { codes: /^I(?:0|2|3|4|5)/, stem: 'O994', form: 'short' },
  { codes: /^J/, stem: 'O995', form: 'short' },
  { codes: /^K(?:[0-6]|8|9)/, stem: 'O996', form: 'short' },
  { codes: /^L/, stem: 'O997', form: 'short' },
  { codes: /^N1[0-2]/, stem: 'O230', form: 'urinary' },
  { codes: /^N30/, stem: 'O231', form: 'urinary' },
  { codes: /^N390/, stem: 'O234', form: 'urinary' },
  { codes: /^Z22330$/, stem: 'O9982', form: 'carrier', saysIt: true },
];
const INCIDENTAL = /\bincidental(?:ly)?\b[^.\n]{0,25}\b(?:pregnan\w*|gravid)\b|\b(?:pregnan\w*|gravid)\b[^.\n]{0,40}\bincidental\b/i;
const DELIVERY = /^(?:O(?:6[0-9]|7[0-7]|8[02])|Z37)/;
/** A delivery in the words of its record. */
export const DELIVERED =
  /\b(?:c(?:a?e)?sarean (?:section|delivery)|c-section|vaginal (?:delivery|birth)|delivered (?:a|via|by|vaginally))\b/i;
const POSTPARTUM = /\bpost-?partum (?:day|visit|week)\b|\b\d+ (?:days?|weeks?) post-?partum\b/i;
/** The outcome of the delivery, told in the mother's record. */
const OUTCOMES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:still ?birth|still ?born|intrauterine (?:fetal )?demise|IUFD)\b/i, 'Z371'],
  [/\btwins?\b[^.\n]{0,60}\b(?:live ?born|live births?|viable|healthy)\b|\b(?:live ?born|viable|healthy)\b[^.\n]{0,30}\btwins?\b/i, 'Z372'],
  [
    /\b(?:single )?live ?born\b|\blive birth\b|\b(?:viable|healthy|live|vigorous)\b[^.\n]{0,25}\b(?:male|female|infant|boy|girl|baby|newborn)\b/i,
    'Z370',
  ],
];

export const rule = defineRule({
  id: 'pregnancy-chapter',
  title: 'In pregnancy the codes of chapter 15 come first, and conditions that complicate it are coded there',
  sources: [
    guideline('I.C.15.a.1'),
    guideline('I.C.15.a.2'),
    guideline('I.C.15.a.3'),
    guideline('I.C.15.b.1'),
    guideline('I.C.15.b.5'),
    guideline('I.C.15.n.1'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    if (context.patient.sex === 'M' || context.patient.age === 0) return [];
    const actions: Action[] = [];
    const chapter: Candidate[] = answered(candidates, /^O/).sort((a, b) => a.order - b.order);
    const supervision = answered(candidates, /^Z34/);
    const incidental = INCIDENTAL.test(context.note.text);
    const pregnant = incidental || chapter.length > 0 || supervision.length > 0 || context.facts.gestation !== undefined;
    if (!pregnant) return [];
    const delivery = answered(candidates, DELIVERY);
    const delivered = delivery.length > 0 ? delivery : isDelivered(candidates, context) ? chapter.slice(0, 1) : [];
    // A stay told without a list of problems has its conditions in the story.
    const isStory = context.setting === 'inpatient' && !candidates.some(({ place }) => place === 'problem' || place === 'list');
    if (!incidental) {
      for (const condition of answered(candidates, /^(?:[D-N]|Z2233)/)) {
        if (condition.place !== 'problem' && condition.place !== 'list' && !(isStory && condition.place === 'story')) continue;
        const made = complicating(condition, chapter, delivered.length > 0, context);
        if (!made) continue;
        const { by, saysIt } = made;
        chapter.push(by);
        actions.push(
          saysIt ? { kind: 'replace', candidates: [condition], by } : { kind: 'add', candidate: by },
          before(by.code, condition.code),
        );
      }
    }
    const [first] = chapter;
    if (!first) return incidental ? [...actions, ...incidentally(candidates, context)] : actions;
    for (const { code } of [...chapter].sort((a, b) => a.order - b.order)) actions.push({ kind: 'first', code });
    // No normal supervision and no incidental pregnancy beside a complication (I.C.15.a.1, I.C.15.b.1).
    for (const normal of candidates.filter(({ code }) => /^Z34|^Z331$/.test(code)))
      actions.push({
        kind: 'drop',
        candidate: normal,
        reason: `not with a code of chapter 15: ${dottedCode(first.code)} (${first.title})`,
      });
    const complication = chapter.find(({ code }) => code !== 'O80' && code !== 'O82');
    if (complication)
      for (const normal of candidates.filter(({ code }) => code === 'O80' || code === 'O82'))
        actions.push({
          kind: 'drop',
          candidate: normal,
          reason: `a delivery without complication or indication has no other code of chapter 15: ${dottedCode(complication.code)} (I.C.15.n)`,
        });
    // The cesarean of this stay has left no scar that complicates it.
    if (delivered.length > 0 && !/\b(?:previous|prior|history of|repeat|vbac|tolac)\b/i.test(context.note.text))
      for (const scar of candidates.filter(({ code }) => code === 'Z98891'))
        actions.push({ kind: 'drop', candidate: scar, reason: 'the cesarean delivery of this stay, not of a previous one' });
    const outcome = delivered.length > 0 && context.setting === 'inpatient' ? outcomeOf(delivered, candidates, context) : undefined;
    if (outcome) actions.push(...outcome);
    return actions;
  },
});

/** The pregnancy ends in this stay: a code says so, or the words. */
export function isDelivered(candidates: readonly Candidate[], { setting, note }: RuleContext): boolean {
  return answered(candidates, DELIVERY).length > 0 || (setting === 'inpatient' && DELIVERED.test(note.text));
}

/** The provider says that the pregnancy is incidental to the encounter: Z33.1 (I.C.15.a.1). */
function* incidentally(candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  const words = INCIDENTAL.exec(context.note.text);
  const [visit] = answered(candidates, /^[A-Y]/);
  if (!words || !visit || answered(candidates, /^Z331/).length > 0) return;
  const state = context.make({
    code: 'Z331',
    from: [visit],
    evidence: [context.evidenceAt(words.index, words.index + words[0].length)],
    path: ['Pregnancy', 'incidental finding'],
  });
  if (!state) return;
  const known = candidates.filter(({ code }) => /^Z3(?:31|A|4)/.test(code));
  yield known.length > 0 ? { kind: 'replace', candidates: known, by: state } : { kind: 'add', candidate: state };
}

/** The code of chapter 15 for a condition, by trimester or delivery. */
function complicating(
  condition: Candidate,
  chapter: readonly Candidate[],
  delivered: boolean,
  context: RuleContext,
): { by: Candidate; saysIt: boolean } | undefined {
  const row = COMPLICATING.find(({ codes }) => codes.test(condition.code));
  if (!row || chapter.some(({ code }) => code.startsWith(row.stem)) || POSTPARTUM.test(context.note.text)) return undefined;
  // What follows an ectopic or molar pregnancy or a loss is coded with it (O08, and the notes at O00-O07).
  if (chapter.some(({ code }) => /^O0[0-7]/.test(code))) return undefined;
  if (row.stem === 'O990' && chapter.some(({ code }) => code === 'O9081')) return undefined;
  // Gestational diabetes and hypertension of pregnancy are said by their own codes.
  if (
    chapter.some(
      ({ code }) => (row.stem.startsWith('O24') && code.startsWith('O24')) || (row.stem.startsWith('O10') && /^O1[0-6]/.test(code)),
    )
  )
    return undefined;
  const trimester = trimesterOf(context.facts.gestation?.weeks);
  const third = trimester === 'first' ? '1' : trimester === 'second' ? '2' : trimester === 'third' ? '3' : undefined;
  const ending =
    row.form === 'long'
      ? delivered
        ? '4'
        : (third ?? '0')
      : row.form === 'short'
        ? delivered
          ? '2'
          : `1${third ?? '9'}`
        : row.form === 'carrier'
          ? delivered
            ? '4'
            : '0'
          : (third ?? '0');
  const by = context.make({
    code: row.stem + ending,
    from: [condition],
    path: ['Pregnancy', 'complicated by', ...condition.path.slice(0, 1)],
    order: condition.order - 0.25,
  });
  return by && by.code === row.stem + ending ? { by, saysIt: row.saysIt === true } : undefined;
}

/** Z37 on the record of a delivery (I.C.15.b.5). */
function outcomeOf(delivered: readonly Candidate[], candidates: readonly Candidate[], context: RuleContext): Action[] | undefined {
  if (answered(candidates, /^Z37/).length > 0) return undefined;
  for (const [words, code] of OUTCOMES) {
    const match = words.exec(context.note.text);
    if (!match) continue;
    const made = context.make({
      code,
      from: delivered,
      evidence: [context.evidenceAt(match.index, match.index + match[0].length)],
      path: ['Outcome of delivery'],
    });
    const known = candidates.filter((candidate) => candidate.code === code);
    return made ? [known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made }] : undefined;
  }
  return undefined;
}
