import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'sepsis-or-local-infection',
  question: 'The record uses the term “{about}”, which names no one condition. Which condition was treated?',
  options: ['sepsis due to an infection of the urinary tract', 'infection of the urinary tract without sepsis'],
  sources: [guideline('I.C.1.d.1'), COMPLIANT_QUERY_PRACTICE],
});
