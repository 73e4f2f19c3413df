import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'depression-severity',
  question:
    'The record names “{about}” without its severity. What are the episode (single or recurrent) and the severity of the depression?',
  options: ['mild', 'moderate', 'severe without psychotic features', 'severe with psychotic features', 'in remission'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
