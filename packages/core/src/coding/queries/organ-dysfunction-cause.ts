import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'organ-dysfunction-cause',
  question: 'The record names “{about}” together with sepsis and gives no cause. What was the cause of “{about}”?',
  options: ['sepsis', 'a condition other than sepsis'],
  sources: [guideline('I.C.1.d.1'), COMPLIANT_QUERY_PRACTICE],
});
