import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { joinLinked, type Link, link } from '../../links.js';
import { ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

const RULE = 'presumed-link';

/** F03 and F02 count severity and disturbances alike; the unspecified severity is 9 in one and 8 in the other. */
const asManifestation: Link['gives'] = ({ code }) => code.replace(/^F039/, 'F028').replace(/^F03/, 'F02');
/** Influenza: J10 and J11 count their manifestations alike. */
const influenza =
  (characters: string): Link['gives'] =>
  ({ code }) =>
    code.slice(0, 3) + characters;

/** With a malignancy beside the kidney disease the anemia has two presumed causes, and the record must say which (I.C.2.c.1). */
const isMalignant = ({ code }: Candidate): boolean => code.startsWith('C');

/**
 * Conditions joined by "with" or "in" in the Alphabetic Index, other than under Diabetes and Hypertension, which have rules of their own.
 * Links that need a documented cause by another guideline (sepsis, complications of care, COVID-19) are none of these.
 */
export const LINKS: readonly Link[] = [
  link('F03', 'G30, G20, G10, G31.01, G31.09, G31.83, A81.0', asManifestation, 'in disease classified elsewhere', { keeps: 'other' }),
  link('D64.9', 'N18', (_base, _other, _context, answer) => (answer.some(isMalignant) ? undefined : 'D631'), 'in chronic kidney disease', {
    keeps: 'other',
  }),
  link('I85.00', 'K70.3, K74.3-K74.6, K71.7, K76.6', 'I8510', 'in cirrhosis or portal hypertension', { keeps: 'other' }),
  link('I85.01', 'K70.3, K74.3-K74.6, K71.7, K76.6', 'I8511', 'in cirrhosis or portal hypertension', { keeps: 'other' }),
  link('J44.9', 'J45', 'J4489', 'with asthma', { keeps: 'other' }),
  link('J10.1, J11.1', 'J18.9', influenza('00'), 'with pneumonia'),
  link('J10.1, J11.1', 'J12-J18', influenza('08'), 'with pneumonia', { keeps: 'other' }),
  link('J10.1, J11.1', 'H66.9', influenza('83'), 'with otitis media'),
  link('J10.1, J11.1', 'G93.40', influenza('81'), 'with encephalopathy'),
  link('M32.9, M32.10', 'N00-N08', 'M3214', 'with glomerular disease'),
  link('M32.9, M32.10', 'I30-I31', 'M3212', 'with pericarditis'),
  link('M35.00', 'J84', 'M3502', 'with lung involvement', { keeps: 'other' }),
];

export const rule = defineRule({
  id: RULE,
  title: 'Two conditions the classification joins by "with" or "in" are linked unless documented as unrelated',
  sources: [guideline('I.A.15')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply: (candidates: readonly Candidate[], context: RuleContext) => joinLinked(LINKS, candidates, RULE, context),
});
