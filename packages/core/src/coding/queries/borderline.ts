import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'borderline',
  question: 'The record describes “{about}” as borderline. What does “borderline” stand for in this encounter?',
  options: ['the condition is present', 'a stage before the condition', 'a finding without clinical significance'],
  sources: [guideline('I.B.17'), COMPLIANT_QUERY_PRACTICE],
});
