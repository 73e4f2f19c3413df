import { dottedCode } from '../../../codesets/code.js';
import { answered, saidAbout } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';

const CLASS = /\bclass\s*(?:(3|iii)|(2|ii)|(1|i))\b/i;
/** Diagnoses the BMI belongs to: overweight and obesity, underweight, malnutrition, cachexia, abnormal weight, eating disorders. */
const WEIGHT = /^(?:E66|E4[0-6]|E8882|E883|R634|R635|R636|R64|F50)/;
const PREGNANCY = /^(?:O(?:0[0-9]|[1-9])|Z34|Z3A|Z33)/;

export const rule = defineRule({
  id: 'obesity-class',
  title: 'Obesity takes its documented class, and the body mass index stands with a diagnosis of weight',
  sources: [guideline('I.C.4.b.1'), guideline('I.B.14'), guideline('I.C.21.c.3')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention }, { note }) {
    // The words alone ("by BMI") measure nothing.
    return mention.code.startsWith('Z68') && !/\d/.test(note.text.slice(mention.start, mention.end))
      ? { reason: 'a body mass index without a value' }
      : undefined;
  },
  apply(candidates, context) {
    const actions: Action[] = [];
    const obesities = answered(candidates, /^E66/);
    for (const obesity of obesities) {
      if (!/^E66(?:9|89)$/.test(obesity.code)) continue;
      const said = CLASS.exec(saidAbout(obesity, context));
      if (!said) continue;
      const code = said[1] ? 'E66813' : said[2] ? 'E66812' : 'E66811';
      const classed = context.make({ code, from: [obesity], path: ['Obesity', `class ${code.slice(-1)}`], order: obesity.order });
      if (classed && classed.code === code) actions.push({ kind: 'replace', candidates: [obesity], by: classed });
    }
    const classed = obesities.find(({ code }) => code.startsWith('E6681'));
    if (classed)
      for (const other of obesities)
        if (other.code === 'E669' || (other.code === 'E6601' && classed.code === 'E66813'))
          actions.push({ kind: 'drop', candidate: other, reason: `less specific than ${dottedCode(classed.code)} (${classed.title})` });
    const indices = candidates.filter(({ code }) => code.startsWith('Z68'));
    if (answered(candidates, PREGNANCY).length > 0) {
      for (const candidate of indices)
        actions.push({ kind: 'drop', candidate, reason: 'the body mass index is not coded during pregnancy (guideline I.C.21.c.3)' });
      return actions;
    }
    const [weight] = answered(candidates, WEIGHT);
    const [measured] = [...indices].sort((a, b) => b.probability - a.probability || b.order - a.order);
    if (measured && measured.probability >= 0.5) actions.push({ kind: 'not-first', code: measured.code });
    if (weight && measured) actions.push(before(weight.code, measured.code));
    if (!weight || !measured || measured.probability >= 0.5 || measured.assertion.assertion !== 'present') return actions;
    const stated = context.make({
      code: measured.code,
      from: [weight],
      evidence: measured.evidence,
      path: [...measured.path, `with ${dottedCode(weight.code)}`],
      order: weight.order + 0.25,
    });
    if (stated) actions.push({ kind: 'replace', candidates: indices, by: stated });
    return actions;
  },
});
