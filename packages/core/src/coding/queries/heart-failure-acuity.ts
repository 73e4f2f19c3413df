import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'heart-failure-acuity',
  question: 'The record names “{about}” without its acuity. What was the acuity of the heart failure in this encounter?',
  options: ['acute', 'chronic', 'acute on chronic'],
  sources: [guideline('I.B.8'), COMPLIANT_QUERY_PRACTICE],
});
