import { stemRange } from '../../../codesets/code.js';
import type { CodeId } from '../../../codesets/code-table.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

type Eye = 'right' | 'left';
const STAGES = ['mild', 'moderate', 'severe', 'indeterminate'] as const;
type Stage = (typeof STAGES)[number] | 'unspecified';

const EYE = /\b(?:(od|right(?: eye)?|re)|(os|left(?: eye)?|le)|(ou|both eyes|bilateral(?:ly)?|each eye))\b/gi;
const STAGE = /\b(?:(mild|early)|(moderate)|(severe|advanced|end[- ]stage)|(indeterminate))\b/gi;

export const rule = defineRule({
  id: 'glaucoma',
  title: 'Glaucoma is coded by eye and stage: one code when both eyes agree, one for each when they differ',
  sources: [guideline('I.C.7.a.1'), guideline('I.C.7.a.2'), guideline('I.C.7.a.3'), guideline('I.C.7.a.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    for (const glaucoma of answered(candidates, /^H40[1-6]/)) {
      const eyes = stagesByEye(saidOf(glaucoma, context));
      const wanted = codesFor(glaucoma, eyes, context);
      if (wanted.length === 0 || (wanted.length === 1 && wanted[0] === glaucoma.code)) continue;
      const made = wanted.flatMap((code, i) => {
        const one = context.make({
          code,
          from: [glaucoma],
          path: [...glaucoma.path, 'by eye and stage'],
          order: glaucoma.order + i * 0.25,
        });
        return one && one.code === code ? [one] : [];
      });
      const [first, ...others] = made;
      if (!first || made.length !== wanted.length) continue;
      actions.push(
        { kind: 'replace', candidates: [glaucoma], by: first },
        ...others.map((candidate): Action => ({ kind: 'add', candidate })),
      );
    }
    return actions;
  },
});

/** The stage of each eye the words name; a stage belongs to the eye of its clause, else to the eyes named last. */
function stagesByEye(said: string): Map<Eye, Stage> {
  const out = new Map<Eye, Stage>();
  let named: Eye[] = [];
  for (const clause of said.split(/[,;\n]|\band\b/i)) {
    const here = new Set<Eye>();
    for (const match of clause.matchAll(EYE)) {
      if (match[1] || match[3]) here.add('right');
      if (match[2] || match[3]) here.add('left');
    }
    if (here.size > 0) named = [...here];
    const stage = [...clause.matchAll(STAGE)].at(-1);
    for (const eye of here) if (!out.has(eye)) out.set(eye, 'unspecified');
    if (!stage) continue;
    const value: Stage = stage[1] ? 'mild' : stage[2] ? 'moderate' : stage[3] ? 'severe' : 'indeterminate';
    for (const eye of named) out.set(eye, value);
  }
  return out;
}

/** The billable siblings that say these eyes and stages. */
function codesFor(glaucoma: Candidate, eyes: ReadonlyMap<Eye, Stage>, context: RuleContext): string[] {
  const right = eyes.get('right');
  const left = eyes.get('left');
  const find = (side: 'right' | 'left' | 'bilateral', stage: Stage): string | undefined => {
    const { table } = context.icd;
    const { first, last } = table.range(stemRange(glaucoma.code.slice(0, 5)));
    for (let at = first; at < last; at++) {
      const id = at as CodeId;
      if (!table.billableOn(id, context.date)) continue;
      const title = table.title(id, context.date).toLowerCase();
      if (title.includes(side) && title.includes(stage === 'unspecified' ? 'stage unspecified' : `${stage} stage`)) return table.code(id);
    }
    return undefined;
  };
  const codes =
    right && left
      ? right === left
        ? [find('bilateral', right)]
        : [find('right', right), find('left', left)]
      : right
        ? [find('right', right)]
        : left
          ? [find('left', left)]
          : [];
  return codes.filter((code) => code !== undefined);
}
