import type { DrugMention } from '../../../notes/drugs.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Long-term drugs of diabetes (note "use additional code" at E08–E13). */
const CONTROL: readonly { readonly code: string; readonly words: string }[] = [
  { code: 'Z794', words: 'insulin' },
  { code: 'Z7984', words: 'oral hypoglycemic drugs' },
  { code: 'Z7985', words: 'injectable non-insulin antidiabetic drugs' },
];
/** Insulin for the time of the encounter only. */
const TEMPORARY =
  /\b(?:sliding[- ]scale|ssi|correction(?:al)? (?:scale|insulin)|(?:insulin )?(?:drip|gtt|infusion)|iv insulin|while (?:inpatient|in(?: the)? hospital|admitted|hospitali[sz]ed)|(?:in|during) (?:the |this |her |his )?(?:ed\b|emergency|hospital|hospitali[sz]ation|admission|stay|encounter|visit|labor)|in clinic|temporar\w+|(?:basal |nph |glargine )?insulin (?:was |is )?(?:added|started|begun|initiated)|one[- ]time|x\s?1\b|stat\b|once\b(?! (?:daily|a day|nightly)))/i;

export const rule = defineRule({
  id: 'diabetes-type-and-drugs',
  title: 'Diabetes without a type is type 2, and its long-term drugs are reported',
  sources: [guideline('I.C.4.a.2'), guideline('I.C.4.a.3'), guideline('I.C.4.a.6')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const diabetes = answered(candidates, /^E(?:08|09|1[013])/);
    const [first] = diabetes;
    // Type 1 is treated with insulin by its nature: category E10 asks for no such code.
    const other = diabetes.find(({ code }) => !code.startsWith('E10'));
    for (const { code, words } of CONTROL) {
      const known = candidates.filter((candidate) => candidate.code === code);
      const taken = context.drugs.filter(({ drug, taken }) => taken && drug.longterm.replace('.', '') === code);
      const lasting = taken.filter((mention) => code !== 'Z794' || !isTemporary(mention, context));
      if (first && !other && code === 'Z794') {
        for (const candidate of known)
          actions.push({ kind: 'drop', candidate, reason: 'type 1 diabetes is treated with insulin by its nature' });
        continue;
      }
      if (lasting.length === 0) {
        if (taken.length > 0)
          for (const candidate of known)
            actions.push({
              kind: 'drop',
              candidate,
              reason: 'insulin given for the time of the encounter is no long-term use (guideline I.C.4.a.3)',
            });
        continue;
      }
      if (!other || known.some(({ probability }) => probability >= 0.5)) continue;
      const mention = lasting[0] as DrugMention;
      const added = context.make({
        code,
        from: [other],
        // The list of drugs shows that it is taken, the plan that it goes on.
        evidence: lasting.slice(0, 4).map(({ start, end }) => context.evidenceAt(start, end)),
        path: ['Long-term (current) drug therapy', words, mention.drug.name],
      });
      if (!added) continue;
      actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: added } : { kind: 'add', candidate: added });
    }
    return actions;
  },
});

function isTemporary({ segment }: DrugMention, { note }: RuleContext): boolean {
  return TEMPORARY.test(note.text.slice(segment.start, segment.end));
}
