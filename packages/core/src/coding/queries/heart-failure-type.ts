import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'heart-failure-type',
  question: 'The record names “{about}” without its type. What is the type of the heart failure?',
  options: ['systolic (reduced ejection fraction)', 'diastolic (preserved ejection fraction)', 'combined systolic and diastolic'],
  sources: [guideline('I.B.2'), guideline('I.C.9.a.1'), COMPLIANT_QUERY_PRACTICE],
});
