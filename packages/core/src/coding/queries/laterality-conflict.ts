import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'laterality-conflict',
  question: 'The record places “{about}” on different sides. Which side was affected in this encounter?',
  options: ['right', 'left', 'both sides'],
  sources: [guideline('I.B.13'), guideline('I.B.14'), COMPLIANT_QUERY_PRACTICE],
});
