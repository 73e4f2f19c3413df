import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'diabetes-control',
  question: 'The record calls “{about}” uncontrolled. What does “uncontrolled” stand for?',
  options: ['with hyperglycemia', 'with hypoglycemia', 'with both'],
  sources: [guideline('I.C.4.a'), COMPLIANT_QUERY_PRACTICE],
});
