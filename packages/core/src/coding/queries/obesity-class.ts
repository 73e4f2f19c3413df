import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'obesity-class',
  question: 'The record names “{about}” without its class. What is the class of the obesity?',
  options: ['class 1', 'class 2', 'class 3'],
  sources: [guideline('I.B.14'), COMPLIANT_QUERY_PRACTICE],
});
