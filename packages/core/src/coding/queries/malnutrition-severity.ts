import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'malnutrition-severity',
  question: 'The record names “{about}” without its severity. What is the severity of the malnutrition?',
  options: ['mild', 'moderate', 'severe'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
