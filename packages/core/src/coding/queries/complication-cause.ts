import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'complication-cause',
  question: 'The record names “{about}” after a procedure. How is it related to the procedure?',
  options: ['a complication of the procedure', 'an expected event after the procedure', 'due to another cause (please specify)'],
  sources: [guideline('I.B.16'), COMPLIANT_QUERY_PRACTICE],
});
