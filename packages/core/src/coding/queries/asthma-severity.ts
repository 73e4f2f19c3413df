import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'asthma-severity',
  question: 'The record names “{about}” without its severity. What is the severity of the asthma?',
  options: ['mild intermittent', 'mild persistent', 'moderate persistent', 'severe persistent'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
