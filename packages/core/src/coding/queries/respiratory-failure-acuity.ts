import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'respiratory-failure-acuity',
  question: 'The record names “{about}” without its acuity. What was the acuity of the respiratory failure?',
  options: ['acute', 'chronic', 'acute and chronic'],
  sources: [guideline('I.B.8'), guideline('I.C.10.b'), COMPLIANT_QUERY_PRACTICE],
});
