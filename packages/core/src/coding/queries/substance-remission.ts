import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'substance-remission',
  question: 'The record names “{about}” and a time without use. What is the present state of the disorder?',
  options: ['in early remission', 'in sustained remission', 'not in remission'],
  sources: [guideline('I.C.5.b.1'), COMPLIANT_QUERY_PRACTICE],
});
