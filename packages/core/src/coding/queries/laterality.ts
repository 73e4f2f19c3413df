import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'laterality',
  question: 'The record names “{about}” without a side. Which side is affected?',
  options: ['right', 'left', 'both sides'],
  sources: [guideline('I.B.13'), COMPLIANT_QUERY_PRACTICE],
});
