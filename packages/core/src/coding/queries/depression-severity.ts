import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'depression-severity',
  question: 'The record names “{about}” without severity or episode. What are the episode and severity of the depression?',
  options: ['single episode (please give the severity)', 'recurrent (please give the severity)', 'in remission (please specify)'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
