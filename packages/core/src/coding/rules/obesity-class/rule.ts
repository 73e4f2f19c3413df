import { dottedCode } from '../../../codesets/code.js';
import { answered, saidAbout } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

const CLASS = /\bclass\s*(?:(3|iii)|(2|ii)|(1|i))\b/i;

export const rule = defineRule({
  id: 'obesity-class',
  title: 'Obesity takes the class the provider documents, and class 3 says morbid obesity',
  sources: [guideline('I.C.4.b.1'), guideline('I.B.14')],
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
    return actions;
  },
});
