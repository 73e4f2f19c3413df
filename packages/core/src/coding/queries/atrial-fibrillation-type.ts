import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'atrial-fibrillation-type',
  question: 'The record names “{about}” without its type. What is the type of the atrial fibrillation?',
  options: ['paroxysmal', 'persistent', 'long-standing persistent', 'permanent'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
