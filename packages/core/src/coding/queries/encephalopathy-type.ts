import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'encephalopathy-type',
  question: 'The record names “{about}” without its type. What is the type or cause of the encephalopathy?',
  options: ['metabolic encephalopathy', 'toxic encephalopathy', 'hepatic encephalopathy'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
